namespace ClinicNotes.Domain.Signatures;

/// <summary>What an event says of a signature: which image it is, never the image itself.</summary>
/// <param name="Sha256">SHA-256 of the image file, 64 lower-case hexadecimal digits.</param>
/// <param name="ByteLength">Length of the image file in bytes, 1 to 262,144.</param>
/// <param name="MediaType">Always <c>image/png</c>.</param>
public sealed record Signature(string Sha256, int ByteLength, string MediaType);
