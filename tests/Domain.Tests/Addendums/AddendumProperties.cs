using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Signatures;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Addendums;

[Properties(Arbitrary = [typeof(Arbitraries), typeof(AddendumProperties)])]
public class AddendumProperties
{
    /// <summary>Answers given one after the other, at whatever the clock shows then.</summary>
    public sealed record Response(string? Text, Signature? Signature, Instant Now);

    public static Arbitrary<Response> Responses() =>
        (
            from text in Arbitraries.Text.Sometimes()
            from signature in Arbitraries.Signature.Sometimes()
            from now in Arbitraries.Clock
            select new Response(text, signature, now)
        ).ToArbitrary();

    [Property]
    public void An_addendum_holds_exactly_what_was_given_last(Response[] responses)
    {
        var addendum = Fold(Decided(responses));

        addendum.InstructionsResponse.ShouldBe(responses.Select(r => r.Text).LastOrDefault(text => text is not null));
        addendum.RespondedSignature.ShouldBe(responses.Select(r => r.Signature).LastOrDefault(signature => signature is not null));
        addendum.ShouldSatisfyAllConditions(
            a => a.Instructions.ShouldBe("Please fix the names"),
            a => a.Signature.ShouldBe(Signatures.First),
            a => a.CreatedAt.ShouldBe(Times.Morning)
        );
    }

    [Property]
    public void An_event_is_recorded_exactly_when_something_changes(Response[] responses)
    {
        var addendum = Fold([Addendum39.Requested(Signatures.First)]);
        foreach (var response in responses)
        {
            var after = addendum with
            {
                InstructionsResponse = response.Text ?? addendum.InstructionsResponse,
                RespondedSignature = response.Signature ?? addendum.RespondedSignature,
            };
            var decided = Decide(addendum, response).Event;
            (decided is null).ShouldBe(after == addendum);
            addendum = decided is null ? addendum : addendum.With(decided);
            (addendum with { UpdatedAt = after.UpdatedAt }).ShouldBe(after);
        }
    }

    [Property]
    public void Deciding_the_same_command_twice_adds_no_event(Response[] before, Response response, Instant later)
    {
        var addendum = Fold(Decided([.. before, response]));
        var again = Decide(addendum, response with { Now = later });
        again.Event.ShouldBeNull();
        again.Refusal.ShouldBeNull();
    }

    [Property]
    public void The_last_change_never_goes_back_whatever_the_clock_does(Response[] responses)
    {
        var times = Histories(Decided(responses)).Select(addendum => addendum.UpdatedAt).ToArray();
        times.ShouldBeInOrder();
        times.ShouldAllBe(time => time == Moment.Of(time));
    }

    [Property]
    public void Folding_a_part_and_then_the_rest_is_folding_the_whole(Response[] responses, NonNegativeInt cut)
    {
        var events = Decided(responses);
        var at = cut.Get % (events.Count + 1);
        var part = events.Take(at).Aggregate((Addendum?)null, Addendum.Evolve);
        events.Skip(at).Aggregate(part, Addendum.Evolve).ShouldBe(Fold(events));
    }

    [Property]
    public void Folding_ignores_what_happened_elsewhere(Response[] responses)
    {
        var events = Decided(responses);
        var mixed = events.SelectMany(e => new[] { e }.Concat(OtherEvents.NotOf<Addendum>())).ToArray();
        Fold(mixed).ShouldBe(Fold(events));
        OtherEvents.NotOf<Addendum>().Aggregate((Addendum?)null, Addendum.Evolve).ShouldBeNull();
        Fold([.. events, Addendum39.Requested()]).ShouldBe(Fold(events), "an addendum is requested once");
    }

    private static List<object> Decided(IEnumerable<Response> responses)
    {
        var events = new List<object> { Addendum39.Requested(Signatures.First) };
        foreach (var response in responses)
        {
            if (Decide(Fold(events), response).Event is { } responded)
                events.Add(responded);
        }

        return events;
    }

    private static Decision<AddendumResponded> Decide(Addendum addendum, Response response) =>
        AddendumDecisions.Respond(addendum, 46, response.Text, response.Signature, People.Provider, response.Now);

    private static IEnumerable<Addendum> Histories(List<object> events) =>
        Enumerable.Range(1, events.Count).Select(count => Fold(events.Take(count)));

    private static Addendum Fold(IEnumerable<object> events) => events.Aggregate((Addendum?)null, Addendum.Evolve)!;
}
