using ClinicNotes.Domain;

namespace ClinicNotes.Application.Feed;

/// <summary>The clinics' ledgers as consumers follow them.</summary>
public interface IEventFeed
{
    /// <summary>What the events of a clinic are said to come from.</summary>
    FeedSource SourceOf(long clinicId);

    /// <summary>
    /// The last position of the clinic's ledger, 0 for an empty one; all positions up to it can be read. Where this service has as many as
    /// <paramref name="atLeast" /> in mind it is the last of those, and there may be a few more; <see cref="long.MaxValue" /> has it look.
    /// </summary>
    Task<long> End(long clinicId, long atLeast, CancellationToken cancellation);

    /// <summary>Waits until the clinic's ledger has, or may have, entries after a position.</summary>
    /// <returns>Whether it is worth looking: not when the waiting was cancelled, or the service is about to end.</returns>
    Task<bool> Grows(long clinicId, long beyond, CancellationToken cancellation);

    /// <summary>
    /// Entries after a position and up to another, in their order, no more than asked for. Where it is not said how far, more may be there.
    /// </summary>
    Task<IReadOnlyList<FeedEntry>> Read(FeedPart part, CancellationToken cancellation);
}

/// <summary>What the events of a clinic are said to come from, whatever address the service listens at.</summary>
/// <param name="Name">The setting <c>Feed:Source</c> and the clinic, such as <c>clinicnotes/1</c>.</param>
/// <param name="Links">With what links begin: the setting <c>Feed:Links</c>, such as <c>https://notes.example</c>, or nothing.</param>
public sealed record FeedSource(string Name, string Links);

/// <summary>A part of a clinic's feed.</summary>
/// <param name="ClinicId">The clinic.</param>
/// <param name="After">The position before the first.</param>
/// <param name="UpTo">The last position to look at; <see cref="long.MaxValue" /> for as far as there are any.</param>
/// <param name="Limit">How many entries at most.</param>
/// <param name="Filter">Which of them.</param>
public sealed record FeedPart(long ClinicId, long After, long UpTo, long Limit, FeedFilter Filter);

/// <summary>An entry of a ledger with its event.</summary>
/// <param name="Position">Its place in the clinic's ledger, from 1.</param>
/// <param name="Id">The event's own id.</param>
/// <param name="Stream">The stream's key.</param>
/// <param name="Version">Its number in the stream, from 1.</param>
/// <param name="Type">The name that it is stored under.</param>
/// <param name="Event">The event.</param>
public sealed record FeedEntry(long Position, string Id, string Stream, long Version, string Type, IRecorded Event);
