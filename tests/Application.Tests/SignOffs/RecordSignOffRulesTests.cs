using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Tests.SignOffs;

public class RecordSignOffRulesTests
{
    private static readonly GivenText Date = GivenText.Of("2023-10-27T21:40:00.000Z");
    private static readonly RecordSignOff.Fields Good = new(GivenText.Missing, Date, GivenTexts.Signature, GivenEvent.Missing);
    private static readonly RecordSignOffRules Rules = new(StubDecoder.TakesAll);

    [Fact]
    public void A_sign_off_without_instructions_is_taken() => Faults(Good).ShouldBeEmpty();

    [Fact]
    public void The_note_is_judged_as_an_id() =>
        GivenTexts.ShouldBeJudgedAsId("session_note_id", id => Rules.Faults(new(People.Supervisor, id, Good)));

    [Fact]
    public void The_instructions_are_judged_as_a_text() =>
        GivenTexts.ShouldBeJudgedAsText("instructions", text => Faults(Good with { Instructions = text }));

    [Fact]
    public void The_review_date_must_be_there_and_be_one()
    {
        foreach (var blank in GivenTexts.Blank.Select(text => GivenText.Of(text)).Append(GivenText.Missing))
            Faults(Good with { ReviewDate = blank }).ShouldBe(["review_date can't be blank"]);
        foreach (var wrong in GivenTexts.Invalid.Append(GivenText.Of("27 October 2023")).Append(GivenText.Of(GivenTexts.Longest)))
            Faults(Good with { ReviewDate = wrong }).ShouldBe(["review_date invalid format"]);
    }

    [Fact]
    public void The_signature_must_be_there_and_is_judged_as_one()
    {
        Faults(Good with { Signature = GivenText.Missing }).ShouldBe(["signature can't be blank"]);
        GivenTexts.ShouldBeJudgedAsSignature(
            "signature",
            (text, decoder) =>
                new RecordSignOffRules(decoder).Faults(new(People.Supervisor, GivenId.Of(99), Good with { Signature = text }))
        );
    }

    [Fact]
    public void What_it_covers_is_an_event_by_its_stream_and_version_if_it_is_said()
    {
        Faults(Good with { Covers = GivenEvent.Of(GivenText.Of("addendum-39"), GivenId.Of(2)) }).ShouldBeEmpty();
        foreach (
            var wrong in new[]
            {
                GivenEvent.OfAnotherKind,
                GivenEvent.Of(GivenText.Missing, GivenId.Of(2)),
                GivenEvent.Of(GivenText.Of("addendum-39"), GivenId.Missing),
                GivenEvent.Of(GivenText.Of("addendum-39"), GivenId.OutOfRange),
            }
        )
            Faults(Good with { Covers = wrong }).ShouldBe(["covers is invalid"]);
    }

    [Fact]
    public void A_sign_off_that_is_missing_hides_its_fields()
    {
        Faults(null).ShouldBe(["sign_off can't be blank"]);
        Rules.Faults(new(People.Supervisor, GivenId.Missing, null)).ShouldBe(["session_note_id can't be blank", "sign_off can't be blank"]);
    }

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_parameter_table() =>
        Rules
            .Faults(
                new(
                    People.Supervisor,
                    GivenId.Missing,
                    new(GivenText.Of("\0"), GivenText.Missing, GivenText.OfAnotherKind, GivenEvent.OfAnotherKind)
                )
            )
            .ShouldBe([
                "session_note_id can't be blank",
                "instructions is invalid",
                "review_date can't be blank",
                "signature invalid format",
                "covers is invalid",
            ]);

    [Fact]
    public void The_role_is_looked_at_before_the_fields() =>
        Rules.ShouldLookAtTheRoleFirst(actor => new(actor, GivenId.Missing, null), WhoMay.RecordSignOff);

    private static string[] Faults(RecordSignOff.Fields? fields) => Rules.Faults(new(People.Supervisor, GivenId.Of(99), fields));
}
