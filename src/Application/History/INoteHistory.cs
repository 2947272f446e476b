using ClinicNotes.Domain;
using NodaTime;

namespace ClinicNotes.Application.History;

/// <summary>The events of a session note, of its addendums and of its sign-offs, as they are stored at this moment.</summary>
public interface INoteHistory
{
    /// <summary>
    /// A part of the note's events, in the order of the ledger; those that the ledger does not have yet come last. Where reads are asked
    /// for, each is an event with that read alone.
    /// </summary>
    Task<(IReadOnlyList<StoredEvent> Events, long Total)> Page(NoteEvents which, Paging paging, CancellationToken cancellation);

    /// <summary>All of the note's events, in that order; none when the clinic has no such note.</summary>
    Task<IReadOnlyList<StoredEvent>> All(long clinicId, long sessionNoteId, CancellationToken cancellation);

    /// <summary>All events of streams of one clinic, each stream in its own order.</summary>
    Task<ILookup<string, StoredEvent>> Streams(long clinicId, IReadOnlyCollection<string> streams, CancellationToken cancellation);
}

/// <summary>Which events of a session note are asked for.</summary>
/// <param name="ClinicId">The clinic of the note.</param>
/// <param name="SessionNoteId">The note.</param>
/// <param name="From">The first moment, itself included; <c>null</c> for the beginning.</param>
/// <param name="To">The last moment, itself included; <c>null</c> for the end.</param>
/// <param name="ActorId">Only what this user did.</param>
/// <param name="Type">Only events of this type.</param>
/// <param name="WithReads">Whether also those that tell who read the note, or what hangs on it.</param>
public sealed record NoteEvents(long ClinicId, long SessionNoteId, Instant? From, Instant? To, long? ActorId, string? Type, bool WithReads);

/// <summary>An event as it is stored.</summary>
/// <param name="Position">Its place in the clinic's ledger; <c>null</c> for the instant before the ledger has it.</param>
/// <param name="Stream">The stream's key.</param>
/// <param name="Version">Its number in the stream, from 1.</param>
/// <param name="Type">The name that it is stored under.</param>
/// <param name="Event">The event.</param>
/// <param name="RequestId">The request that it came of.</param>
public sealed record StoredEvent(long? Position, string Stream, long Version, string Type, IRecorded Event, string? RequestId);
