using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Addendums;

namespace ClinicNotes.Application.Tests.Retries;

public class PreconditionTests
{
    private static readonly EntityTag Current = new("addendum-39.2");
    private static readonly EntityTag Former = new("addendum-39.1");
    private static readonly EntityTag Weak = Current with { IsWeak = true };

    [Fact]
    public void If_match_compares_strongly()
    {
        Lacks(Former, Current).ShouldBeFalse();
        Lacks(Former).ShouldBeTrue();
        Lacks(Weak).ShouldBeTrue("a weak tag says too little to change something by");
        Lacks().ShouldBeTrue();
    }

    [Fact]
    public void If_none_match_compares_weakly()
    {
        Has(Former, Current).ShouldBeTrue();
        Has(Weak).ShouldBeTrue();
        Has(Former).ShouldBeFalse();
    }

    [Fact]
    public void A_star_stands_for_whatever_there_is()
    {
        var any = new Precondition.Tags(true, []);
        new Precondition(any, null).Lacks(exists: true, Current).ShouldBeFalse();
        new Precondition(any, null).Lacks(exists: false, Current).ShouldBeTrue();
        new Precondition(null, any).Has(exists: true, Current).ShouldBeTrue();
        new Precondition(null, any).Has(exists: false, Current).ShouldBeFalse();
    }

    [Fact]
    public void What_has_no_tag_has_none_of_a_list()
    {
        Of(match: [Current], noneMatch: null).Lacks(exists: true, tag: null).ShouldBeTrue();
        Of(match: null, noneMatch: [Current]).Has(exists: true, tag: null).ShouldBeFalse();
    }

    [Fact]
    public void A_decision_stands_only_on_the_state_that_was_asked_for()
    {
        var nothing = Decision<AddendumResponded>.NothingChanges;
        Judged(nothing, Of([Current], null)).ShouldBe(nothing);
        Judged(nothing, Of([Former], null)).Refusal.ShouldBe(Refusal.PreconditionFailed);
        Judged(nothing, Of(null, [Current])).Refusal.ShouldBe(Refusal.PreconditionFailed);
        Judged(nothing, Of([Current], [Former])).ShouldBe(nothing);
    }

    [Fact]
    public void Another_refusal_comes_first() => Judged(Refusal.NotPermitted, Of([Former], null)).Refusal.ShouldBe(Refusal.NotPermitted);

    private static Decision<AddendumResponded> Judged(Decision<AddendumResponded> decision, Precondition precondition) =>
        precondition.Judge(decision, exists: true, Current);

    private static bool Lacks(params EntityTag[] tags) => Of(tags, null).Lacks(exists: true, Current);

    private static bool Has(params EntityTag[] tags) => Of(null, tags).Has(exists: true, Current);

    private static Precondition Of(EntityTag[]? match, EntityTag[]? noneMatch) =>
        new(match is null ? null : new(false, match), noneMatch is null ? null : new(false, noneMatch));
}
