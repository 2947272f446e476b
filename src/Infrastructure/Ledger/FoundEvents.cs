using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Events that wait for their positions, and how far was looked for them.</summary>
/// <param name="Events">The events.</param>
/// <param name="Leaves">The leaves of events right before some of these, by clinic, stream and version: those that have one yet.</param>
/// <param name="Numbers">All numbers that were there, in order.</param>
/// <param name="Passed">How far had been looked before.</param>
/// <param name="LookedAt">Up to which number, even so, nothing else is there: more may be where there were as many as were asked for.</param>
internal sealed record FoundEvents(
    IReadOnlyList<CommittedEvent> Events,
    Dictionary<(string Clinic, string Stream, long Version), TreeHash> Leaves,
    IReadOnlyList<long> Numbers,
    long Passed,
    long LookedAt
)
{
    /// <summary>How far has been looked with these.</summary>
    public long Reached => Numbers.Count == 0 ? Passed : Math.Max(Passed, Numbers[^1]);
}
