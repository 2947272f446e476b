using ClinicNotes.Application.Addendums;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Tests.Addendums;

public class RequestAddendumRulesTests
{
    private static readonly GivenText Instructions = GivenText.Of("Please fix the names");
    private static readonly RequestAddendum.Fields Good = new(Instructions, GivenText.Missing);
    private static readonly RequestAddendumRules Rules = new(StubDecoder.TakesAll);

    [Fact]
    public void An_addendum_without_a_signature_is_taken() => Faults(GivenId.Of(46), Good).ShouldBeEmpty();

    [Fact]
    public void The_note_is_judged_as_an_id() => GivenTexts.ShouldBeJudgedAsId("session_note_id", id => Faults(id, Good));

    [Fact]
    public void The_instructions_are_judged_as_a_text_and_must_be_there()
    {
        GivenTexts.ShouldBeJudgedAsText("instructions", text => Faults(new(text, GivenText.Missing)));
        Faults(new(GivenText.Missing, GivenText.Missing)).ShouldBe(["instructions can't be blank"]);
        Faults(new(GivenText.Of(null), GivenText.Missing)).ShouldBe(["instructions can't be blank"]);
    }

    [Fact]
    public void The_signature_is_judged_as_one() =>
        GivenTexts.ShouldBeJudgedAsSignature(
            "signature",
            (text, decoder) => new RequestAddendumRules(decoder).Faults(Command(GivenId.Of(46), new(Instructions, text)))
        );

    [Fact]
    public void An_addendum_that_is_missing_hides_its_fields()
    {
        Faults(GivenId.Of(46), null).ShouldBe(["addendum can't be blank"]);
        Faults(GivenId.Missing, null).ShouldBe(["session_note_id can't be blank", "addendum can't be blank"]);
    }

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_parameter_table() =>
        Faults(GivenId.OfAnotherKind, new(GivenText.OfAnotherKind, GivenText.Of(" ")))
            .ShouldBe(["session_note_id is not a number", "instructions is invalid", "signature can't be blank"]);

    [Fact]
    public void The_role_is_looked_at_before_the_fields() =>
        Rules.ShouldLookAtTheRoleFirst(actor => new(actor, GivenId.Missing, null), WhoMay.RequestAddendum);

    private static string[] Faults(RequestAddendum.Fields fields) => Faults(GivenId.Of(46), fields);

    private static string[] Faults(GivenId note, RequestAddendum.Fields? fields) => Rules.Faults(Command(note, fields));

    private static RequestAddendum Command(GivenId note, RequestAddendum.Fields? fields) => new(People.Supervisor, note, fields);
}
