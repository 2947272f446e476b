using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Signatures;

/// <summary>Asks for a signature image of the clinic.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Sha256">SHA-256 of the image file, 64 lower-case hexadecimal digits.</param>
public sealed record ReadSignature(Actor By, string Sha256) : ICommand;

public static class ReadSignatureHandler
{
    public static async Task<Outcome> Handle(ReadSignature query, ISignatureStore signatures, CancellationToken cancellation)
    {
        if (query.By.ActingAs(WhoMay.SeeSignatures) is null)
            return Refusal.NotPermitted;

        var isDigest = query.Sha256.Length == 64 && query.Sha256.All(char.IsAsciiHexDigitLower);
        var png = isDigest ? await signatures.Png(query.By.ClinicId, query.Sha256, cancellation) : null;
        return png is null ? Refusal.SignatureNotFound : new Outcome.Found(new Plain(png, "image/png"));
    }
}
