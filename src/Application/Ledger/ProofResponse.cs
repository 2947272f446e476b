namespace ClinicNotes.Application.Ledger;

/// <summary>A proof of a tree.</summary>
/// <param name="Hashes">Its hashes, base64, in the order of RFC 6962.</param>
public sealed record ProofResponse(IReadOnlyList<string> Hashes)
{
    internal static Outcome OutOfRange(string field, string sentence) =>
        new Outcome.Invalid(new Dictionary<string, string[]> { [field] = [sentence] });
}
