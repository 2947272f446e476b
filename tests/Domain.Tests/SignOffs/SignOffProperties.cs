using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Domain.SignOffs;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Domain.Tests.SignOffs;

[Properties(Arbitrary = [typeof(Arbitraries), typeof(SignOffProperties)])]
public class SignOffProperties
{
    /// <summary>Revisions by people who may and people who may not, at whatever the clock shows then.</summary>
    public sealed record Revision(string? Instructions, Instant? ReviewDate, Signature? Signature, Actor By, Instant Now)
    {
        public bool Permitted => By == People.Supervisor || By == People.Admin;
    }

    public static Arbitrary<Revision> Revisions() =>
        (
            from instructions in Arbitraries.Text.Sometimes()
            from reviewDate in Gen.Elements(SignOff25.Reviewed, Times.Between(SignOff25.Reviewed), SignOff25.ReviewedLater).SometimesNot()
            from signature in Arbitraries.Signature.Sometimes()
            from who in Gen.Elements(People.Supervisor, People.Admin, People.OtherSupervisor, People.Provider)
            from now in Arbitraries.Clock
            select new Revision(instructions, reviewDate, signature, who, now)
        ).ToArbitrary();

    [Property]
    public void A_sign_off_holds_exactly_what_those_who_may_gave_last(Revision[] revisions)
    {
        var signOff = Fold(Decided(revisions));
        var permitted = revisions.Where(r => r.Permitted).ToArray();

        signOff.Instructions.ShouldBe(permitted.Select(r => r.Instructions).LastOrDefault(text => text is not null, "Well done"));
        signOff.Signature.ShouldBe(permitted.Select(r => r.Signature).LastOrDefault(given => given is not null, Signatures.First));
        var reviewDate = permitted.Select(r => r.ReviewDate).LastOrDefault(date => date is not null, SignOff25.Reviewed);
        signOff.ReviewDate.ShouldBe(Moment.Of(reviewDate!.Value));
        (signOff.ReviewerId, signOff.CreatedAt).ShouldBe((123, Times.Morning));
    }

    [Property]
    public void An_event_is_recorded_exactly_when_something_changes(Revision[] revisions)
    {
        var signOff = Fold([SignOff25.Recorded()]);
        foreach (var revision in revisions)
        {
            var after = signOff with
            {
                Instructions = revision.Instructions ?? signOff.Instructions,
                ReviewDate = Moment.Of(revision.ReviewDate ?? signOff.ReviewDate),
                Signature = revision.Signature ?? signOff.Signature,
            };
            var decided = Decide(signOff, revision);
            (decided.Event is not null).ShouldBe(revision.Permitted && after != signOff);
            decided.Refusal.ShouldBe(revision.Permitted ? null : Refusal.NotPermitted);
            if (decided.Event is { } revised)
            {
                signOff = signOff.With(revised);
                (signOff with { UpdatedAt = after.UpdatedAt }).ShouldBe(after);
            }
        }
    }

    [Property]
    public void Deciding_the_same_command_twice_adds_no_event(Revision[] before, Revision revision, Instant later)
    {
        var signOff = Fold(Decided([.. before, revision]));
        Decide(signOff, revision with { Now = later }).Event.ShouldBeNull();
    }

    [Property]
    public void The_last_change_never_goes_back_whatever_the_clock_does(Revision[] revisions)
    {
        var events = Decided(revisions);
        var times = Enumerable.Range(1, events.Count).Select(count => Fold(events.Take(count)).UpdatedAt).ToArray();
        times.ShouldBeInOrder();
        times.ShouldAllBe(time => time == Moment.Of(time));
    }

    [Property]
    public void Folding_a_part_and_then_the_rest_is_folding_the_whole(Revision[] revisions, NonNegativeInt cut)
    {
        var events = Decided(revisions);
        var at = cut.Get % (events.Count + 1);
        var part = events.Take(at).Aggregate((SignOff?)null, SignOff.Evolve);
        events.Skip(at).Aggregate(part, SignOff.Evolve).ShouldBe(Fold(events));
    }

    [Property]
    public void Folding_ignores_what_happened_elsewhere(Revision[] revisions)
    {
        var events = Decided(revisions);
        var mixed = events.SelectMany(e => new[] { e }.Concat(OtherEvents.NotOf<SignOff>())).ToArray();
        Fold(mixed).ShouldBe(Fold(events));
        OtherEvents.NotOf<SignOff>().Aggregate((SignOff?)null, SignOff.Evolve).ShouldBeNull();
        Fold([.. events, SignOff25.Recorded("Another", by: 130)]).ShouldBe(Fold(events), "a sign-off is recorded once");
    }

    private static List<object> Decided(IEnumerable<Revision> revisions)
    {
        var events = new List<object> { SignOff25.Recorded() };
        foreach (var revision in revisions)
        {
            if (Decide(Fold(events), revision).Event is { } revised)
                events.Add(revised);
        }

        return events;
    }

    private static Decision<SignOffRevised> Decide(SignOff signOff, Revision r) =>
        SignOffDecisions.Revise(signOff, 99, r.Instructions, r.ReviewDate, r.Signature, r.By, r.Now);

    private static SignOff Fold(IEnumerable<object> events) => events.Aggregate((SignOff?)null, SignOff.Evolve)!;
}
