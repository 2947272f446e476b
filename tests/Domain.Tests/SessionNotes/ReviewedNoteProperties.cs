using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using static ClinicNotes.Domain.Tests.SessionNotes.Note46;

namespace ClinicNotes.Domain.Tests.SessionNotes;

[Properties(Arbitrary = [typeof(ReviewedNoteProperties)])]
public class ReviewedNoteProperties
{
    private static readonly Duration Millisecond = Duration.FromMilliseconds(1);

    /// <summary>Something that happens to a note some milliseconds after what happened before.</summary>
    public sealed record Step(int Thing, int Id, int Pause, bool BySignature);

    public static Arbitrary<Step> Steps() =>
        (
            from thing in Gen.Choose(0, 2)
            from id in Gen.Choose(1, 4)
            from pause in Gen.Choose(0, 2)
            from bySignature in Gen.Elements(true, false)
            select new Step(thing, id, pause, bySignature)
        ).ToArbitrary();

    [Property]
    public void A_note_at_any_moment_is_what_had_been_recorded_by_then(Step[] steps)
    {
        var events = Life(steps);
        var end = events[^1].RecordedAt;

        ReviewedNote.Of(events, Times.Morning - Millisecond).ShouldBeNull();
        for (var moment = Times.Morning; moment <= end; moment += Millisecond)
            Told(events, moment).ShouldBe(Told(events.TakeWhile(e => e.RecordedAt <= moment), asOf: null));
        Told(events, Instant.MaxValue).ShouldBe(Told(events, asOf: null));
    }

    [Property]
    public void A_note_says_what_its_addendums_and_sign_offs_say(Step[] steps)
    {
        var events = Life(steps);
        var addendums = Fold<Addendum>(events, e => (e as AddendumRequested)?.AddendumId ?? (e as AddendumResponded)?.AddendumId);
        var signOffs = Fold<SignOff>(events, e => (e as SignOffRecorded)?.SignOffId ?? (e as SignOffRevised)?.SignOffId);
        var open = addendums.Values.Count(a => a is { InstructionsResponse: null, RespondedSignature: null });
        var latest = events.OfType<SignOffRecorded>().LastOrDefault();

        var note = ReviewedNote.Of(events, asOf: null)!;

        note.Note.ShouldBe(events.Aggregate((SessionNote?)null, SessionNote.Evolve));
        (note.Open.Count, note.Responded).ShouldBe((open, addendums.Count - open));
        note.LatestSignOff.ShouldBe(latest is null ? null : signOffs[latest.SignOffId]);
        note.Stale.ShouldBe(latest is not null && events.SkipWhile(e => !ReferenceEquals(e, latest)).Any(e => !IsOf(latest, e)));
        note.UpdatedAt.ShouldBe(events[^1].RecordedAt);
    }

    [Property]
    public void A_sign_off_is_stale_once_anything_but_itself_came_after_the_event_that_it_covers(Step[] steps, byte seen)
    {
        var events = Life(steps);
        var covered = events[seen % events.Count];
        var missed = events.SkipWhile(e => !ReferenceEquals(e, covered)).Skip(1);
        var upTo = ReviewedNote.Of([.. events.TakeWhile(e => !ReferenceEquals(e, covered)), covered], asOf: null)!.Last;
        var signOff = SignedOff(99, events[^1].RecordedAt, upTo);

        ReviewedNote.Of([.. events, signOff], asOf: null)!.Stale.ShouldBe(missed.Any());
        ReviewedNote.Of([.. events, signOff, Revised(99)], asOf: null)!.Stale.ShouldBe(missed.Any());
        ReviewedNote.Of([.. events, signOff, Requested(99)], asOf: null)!.Stale.ShouldBeTrue();
    }

    /// <summary>A note's events in the order in which they were recorded, some of them at the same moment.</summary>
    private static List<IRecorded> Life(Step[] steps)
    {
        List<IRecorded> events = [Registered()];
        foreach (var step in steps)
        {
            var at = events[^1].RecordedAt + (step.Pause * Millisecond);
            events.Add(
                step.Thing switch
                {
                    0 => Registered(120 + step.Id, at),
                    1 when events.OfType<AddendumRequested>().All(e => e.AddendumId != step.Id) => Requested(step.Id, at),
                    1 when step.BySignature => Responded(step.Id, response: null, Signatures.First, at),
                    1 => Responded(step.Id, at: at),
                    _ when events.OfType<SignOffRecorded>().All(e => e.SignOffId != step.Id) => SignedOff(step.Id, at),
                    _ => Revised(step.Id, at: at),
                }
            );
        }

        return events;
    }

    private static Dictionary<long, TState> Fold<TState>(IEnumerable<IRecorded> events, Func<IRecorded, long?> idOf)
        where TState : class, IStreamState<TState> =>
        events
            .Where(e => idOf(e) is not null)
            .GroupBy(e => idOf(e)!.Value)
            .ToDictionary(stream => stream.Key, stream => stream.Aggregate((TState?)null, TState.Evolve)!);

    private static bool IsOf(SignOffRecorded signOff, IRecorded e) =>
        ReferenceEquals(e, signOff) || (e is SignOffRevised revised && revised.SignOffId == signOff.SignOffId);

    private static object Told(IEnumerable<IRecorded> events, Instant? asOf)
    {
        var note = ReviewedNote.Of(events, asOf)!;
        var open = string.Join(' ', note.Open.Order());
        return (note.Note, open, note.Responded, note.LatestSignOff, note.Stale, note.UpdatedAt);
    }
}
