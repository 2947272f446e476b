namespace ClinicNotes.Application.Ledger;

/// <summary>The hashes of a proof, base64, in the order of RFC 6962.</summary>
public sealed record ProofResponse(IReadOnlyList<string> Hashes)
{
    internal static Outcome OutOfRange(string field, string sentence) =>
        new Outcome.Invalid(new Dictionary<string, string[]> { [field] = [sentence] });
}
