using ClinicNotes.Domain.Signatures;

namespace ClinicNotes.Application.Feed;

/// <summary>A signature as consumers are told of it: which image it is, and where it can be had.</summary>
/// <param name="Sha256">SHA-256 of the image file, 64 lower-case hexadecimal digits.</param>
/// <param name="ByteLength">Length of the image file in bytes.</param>
/// <param name="MediaType">Always <c>image/png</c>.</param>
/// <param name="Href">Its address: the setting <c>Feed:Links</c>, and a path.</param>
public sealed record PublicSignature(string Sha256, int ByteLength, string MediaType, string Href)
{
    /// <summary>What is told of a signature, if there is one.</summary>
    public static PublicSignature? Of(Signature? signature, FeedSource source) =>
        signature is null
            ? null
            : new(signature.Sha256, signature.ByteLength, signature.MediaType, $"{source.Links}/v1/clinic/signatures/{signature.Sha256}");
}
