using System.Collections.Immutable;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Domain.SessionNotes;

/// <summary>A session note with what hangs on it: what all its events come to, those of its addendums and sign-offs included.</summary>
/// <param name="Note">The note by itself.</param>
/// <param name="Open">The addendums that nobody has responded to, by a text or a signature.</param>
/// <param name="Responded">How many addendums have been responded to.</param>
/// <param name="LatestSignOff">The sign-off recorded last, as it was revised since; <c>null</c> when there is none.</param>
/// <param name="Fresh">The one sign-off whose reviewer has seen everything but that sign-off's own events; <c>null</c> when there is none.</param>
/// <param name="Versions">How many events each stream has.</param>
/// <param name="Last">The event recorded last.</param>
/// <param name="UpdatedAt">When anything of all this changed last; it never goes back.</param>
public sealed record ReviewedNote(
    SessionNote Note,
    IImmutableSet<long> Open,
    int Responded,
    SignOff? LatestSignOff,
    long? Fresh,
    IImmutableDictionary<string, long> Versions,
    CoveredEvent Last,
    Instant UpdatedAt
)
{
    /// <summary>Whether the sign-off recorded last leaves something out that happened to the note.</summary>
    public bool Stale => LatestSignOff is { } latest && IsStale(latest.SignOffId);

    /// <summary>Whether anything happened to the note after what a sign-off covers, but for that sign-off's own events.</summary>
    public bool IsStale(long signOffId) => Fresh != signOffId;

    /// <summary>What a note was like at a moment.</summary>
    /// <param name="events">The note's events, in the order in which they were recorded.</param>
    /// <param name="asOf">The moment, events of that very moment included; <c>null</c> for now.</param>
    /// <returns><c>null</c> when the note was not registered then.</returns>
    public static ReviewedNote? Of(IEnumerable<IRecorded> events, Instant? asOf) =>
        events.Where(e => asOf is not { } moment || e.RecordedAt <= moment).Aggregate((ReviewedNote?)null, Evolve);

    /// <summary>The state after one more event of the note.</summary>
    public static ReviewedNote? Evolve(ReviewedNote? note, object @event) =>
        (note, @event) switch
        {
            (null, SessionNoteRegistered e) => Of(e),
            ({ } n, IRecorded e) when StreamOf(e) is { } stream => n.With(e).Having(e, stream),
            _ => note,
        };

    private static ReviewedNote Of(SessionNoteRegistered e)
    {
        var last = new CoveredEvent(SessionNote.StreamKey(e.SessionNoteId), 1);
        var versions = ImmutableDictionary<string, long>.Empty.Add(last.Stream, last.Version);
        return new(SessionNote.Evolve(null, e)!, ImmutableHashSet<long>.Empty, 0, null, null, versions, last, e.RegisteredAt);
    }

    private static string? StreamOf(IRecorded @event) =>
        @event switch
        {
            SessionNoteRegistered e => SessionNote.StreamKey(e.SessionNoteId),
            AddendumRequested e => Addendum.StreamKey(e.AddendumId),
            AddendumResponded e => Addendum.StreamKey(e.AddendumId),
            SignOffRecorded e => SignOff.StreamKey(e.SignOffId),
            SignOffRevised e => SignOff.StreamKey(e.SignOffId),
            _ => null,
        };

    private ReviewedNote With(IRecorded @event) =>
        @event switch
        {
            SessionNoteRegistered e => this with { Note = SessionNote.Evolve(Note, e)! },
            AddendumRequested e => this with { Open = Open.Add(e.AddendumId) },
            AddendumResponded e when Open.Contains(e.AddendumId) => this with
            {
                Open = Open.Remove(e.AddendumId),
                Responded = Responded + 1,
            },
            SignOffRecorded e => this with { LatestSignOff = SignOff.Of(e) },
            SignOffRevised e when e.SignOffId == LatestSignOff?.SignOffId => this with { LatestSignOff = LatestSignOff.With(e) },
            _ => this,
        };

    private ReviewedNote Having(IRecorded @event, string stream)
    {
        var version = Versions.GetValueOrDefault(stream) + 1;
        return this with
        {
            Fresh = @event switch
            {
                SignOffRecorded e when e.Covers is null || e.Covers == Last => e.SignOffId,
                SignOffRevised e when e.SignOffId == Fresh => Fresh,
                _ => null,
            },
            Versions = Versions.SetItem(stream, version),
            Last = new CoveredEvent(stream, version),
            UpdatedAt = Instant.Max(UpdatedAt, @event.RecordedAt),
        };
    }
}
