using ClinicNotes.Application.Addendums;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Tests.Addendums;

public class RespondToAddendumRulesTests
{
    private static readonly RespondToAddendum.Fields Nothing = new(GivenText.Missing, GivenText.Missing);
    private static readonly RespondToAddendumRules Rules = new(StubDecoder.TakesAll);

    [Fact]
    public void An_update_of_nothing_is_taken() => Faults(Nothing).ShouldBeEmpty();

    [Fact]
    public void The_note_is_judged_as_an_id() =>
        GivenTexts.ShouldBeJudgedAsId("session_note_id", id => Rules.Faults(new(People.Supervisor, 39, id, Nothing)));

    [Fact]
    public void The_response_is_judged_as_a_text() =>
        GivenTexts.ShouldBeJudgedAsText("instructions_response", text => Faults(new(text, GivenText.Missing)));

    [Fact]
    public void The_signature_is_judged_as_one() =>
        GivenTexts.ShouldBeJudgedAsSignature(
            "responded_signature",
            (text, decoder) =>
                new RespondToAddendumRules(decoder).Faults(new(People.Supervisor, 39, GivenId.Of(46), new(GivenText.Missing, text)))
        );

    [Fact]
    public void An_addendum_that_is_missing_hides_its_fields()
    {
        Faults(null).ShouldBe(["addendum can't be blank"]);
        Rules
            .Faults(new(People.Supervisor, 39, GivenId.Missing, null))
            .ShouldBe(["session_note_id can't be blank", "addendum can't be blank"]);
    }

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_parameter_table() =>
        Rules
            .Faults(new(People.Supervisor, null, GivenId.OutOfRange, new(GivenText.Of(GivenTexts.Longest + "a"), GivenText.OfAnotherKind)))
            .ShouldBe([
                "session_note_id is invalid",
                "instructions_response is too long (maximum is 10,000 characters)",
                "responded_signature invalid format",
            ]);

    [Fact]
    public void The_role_is_looked_at_before_the_fields() =>
        Rules.ShouldLookAtTheRoleFirst(actor => new(actor, null, GivenId.Missing, null), WhoMay.RespondToAddendum);

    private static string[] Faults(RespondToAddendum.Fields? fields) => Rules.Faults(new(People.Supervisor, 39, GivenId.Of(46), fields));
}
