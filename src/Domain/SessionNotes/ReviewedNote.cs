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
/// <param name="Stale">Whether anything but that sign-off itself has changed since it was recorded.</param>
/// <param name="UpdatedAt">When anything of all this changed last; it never goes back.</param>
public sealed record ReviewedNote(
    SessionNote Note,
    IImmutableSet<long> Open,
    int Responded,
    SignOff? LatestSignOff,
    bool Stale,
    Instant UpdatedAt
)
{
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
            (null, SessionNoteRegistered e) => new(
                SessionNote.Evolve(null, e)!,
                ImmutableHashSet<long>.Empty,
                0,
                null,
                false,
                e.RegisteredAt
            ),
            ({ } n, IRecorded e) when n.With(e) is { } changed => changed with { UpdatedAt = Instant.Max(n.UpdatedAt, e.RecordedAt) },
            _ => note,
        };

    private ReviewedNote? With(IRecorded @event) =>
        @event switch
        {
            SessionNoteRegistered e => Changed() with { Note = SessionNote.Evolve(Note, e)! },
            AddendumRequested e => Changed() with { Open = Open.Add(e.AddendumId) },
            AddendumResponded e when Open.Contains(e.AddendumId) => Changed() with
            {
                Open = Open.Remove(e.AddendumId),
                Responded = Responded + 1,
            },
            AddendumResponded => Changed(),
            SignOffRecorded e => this with { LatestSignOff = SignOff.Of(e), Stale = false },
            SignOffRevised e when e.SignOffId == LatestSignOff?.SignOffId => this with { LatestSignOff = LatestSignOff.With(e) },
            SignOffRevised => Changed(),
            _ => null,
        };

    private ReviewedNote Changed() => this with { Stale = LatestSignOff is not null };
}
