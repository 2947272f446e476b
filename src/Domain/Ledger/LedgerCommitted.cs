using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Ledger;

/// <summary>The ledger stated what it has of each session note, up to here.</summary>
/// <param name="Map">The root of the map of session notes, 64 lower-case hexadecimal digits.</param>
/// <param name="SessionNotes">How many session notes the map holds.</param>
/// <param name="CommittedAt">When, to the millisecond.</param>
public sealed record LedgerCommitted(string Map, long SessionNotes, Instant CommittedAt) : IRecorded
{
    /// <summary>The stream of a clinic's commitments.</summary>
    public const string Stream = "ledger";

    long? IRecorded.ActorId => null;
    Role? IRecorded.ActorRole => null;
    Instant IRecorded.RecordedAt => CommittedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;

    /// <summary>The commitment to a map at a moment.</summary>
    public static Decision<LedgerCommitted> To(TreeHash map, long sessionNotes, Instant now) =>
        new LedgerCommitted(map.Hex, sessionNotes, Moment.Of(now));
}
