using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Tests.SignOffs;

public class ReviseSignOffRulesTests
{
    private static readonly ReviseSignOff.Fields Nothing = new(GivenText.Missing, GivenText.Missing, GivenText.Missing);
    private static readonly ReviseSignOffRules Rules = new(StubDecoder.TakesAll);

    [Fact]
    public void An_update_of_nothing_is_taken() => Faults(Nothing).ShouldBeEmpty();

    [Fact]
    public void The_note_is_judged_as_an_id() =>
        GivenTexts.ShouldBeJudgedAsId("session_note_id", id => Rules.Faults(new(People.Supervisor, 25, id, Nothing)));

    [Fact]
    public void The_instructions_are_judged_as_a_text() =>
        GivenTexts.ShouldBeJudgedAsText("instructions", text => Faults(Nothing with { Instructions = text }));

    [Fact]
    public void A_review_date_that_is_given_must_be_one()
    {
        Faults(Nothing with { ReviewDate = GivenText.Of("2023-10-27") }).ShouldBeEmpty();
        foreach (var blank in GivenTexts.Blank)
            Faults(Nothing with { ReviewDate = GivenText.Of(blank) }).ShouldBe(["review_date can't be blank"]);
        foreach (var wrong in GivenTexts.Invalid.Append(GivenText.Of("27 October 2023")))
            Faults(Nothing with { ReviewDate = wrong }).ShouldBe(["review_date invalid format"]);
    }

    [Fact]
    public void The_signature_is_judged_as_one() =>
        GivenTexts.ShouldBeJudgedAsSignature(
            "signature",
            (text, decoder) =>
                new ReviseSignOffRules(decoder).Faults(new(People.Supervisor, 25, GivenId.Of(99), Nothing with { Signature = text }))
        );

    [Fact]
    public void A_sign_off_that_is_missing_hides_its_fields()
    {
        Faults(null).ShouldBe(["sign_off can't be blank"]);
        Rules
            .Faults(new(People.Supervisor, 25, GivenId.Missing, null))
            .ShouldBe(["session_note_id can't be blank", "sign_off can't be blank"]);
    }

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_parameter_table() =>
        Rules
            .Faults(new(People.Supervisor, null, GivenId.OfAnotherKind, new(GivenText.Of(""), GivenText.Of("never"), GivenText.Of(""))))
            .ShouldBe([
                "session_note_id is not a number",
                "instructions can't be blank",
                "review_date invalid format",
                "signature can't be blank",
            ]);

    [Fact]
    public void The_role_is_looked_at_before_the_fields() =>
        Rules.ShouldLookAtTheRoleFirst(actor => new(actor, null, GivenId.Missing, null), WhoMay.ReviseSignOff);

    private static string[] Faults(ReviseSignOff.Fields? fields) => Rules.Faults(new(People.Supervisor, 25, GivenId.Of(99), fields));
}
