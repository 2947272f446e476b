namespace ClinicNotes.Verifier;

/// <summary>What came out of a verification.</summary>
/// <param name="Faults">What is wrong; nothing, when everything holds.</param>
/// <param name="Header">What the pack says of itself, if that could be read.</param>
/// <param name="SignedBy">The key that has signed the pack's checkpoint, if one of those that count has.</param>
/// <param name="Events">How many events the pack holds.</param>
/// <param name="AsOf">When the ledger was as the pack says; <c>null</c> when something is wrong.</param>
internal sealed record Verdict(IReadOnlyList<Fault> Faults, PackHeader? Header, VerifierKey? SignedBy, long Events, string? AsOf)
{
    public bool Holds => Faults is [];
}
