using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Tests.SessionNotes;

public class RegisterSessionNoteRulesTests
{
    private static readonly RegisterSessionNoteRules Rules = new();

    [Fact]
    public void The_provider_is_judged_as_an_id() =>
        GivenTexts.ShouldBeJudgedAsId("provider_id", id => Rules.Faults(new(People.Admin, 46, new(id))));

    [Fact]
    public void A_session_note_that_is_missing_hides_its_provider() =>
        Rules.Faults(new(People.Admin, 46, null)).ShouldBe(["session_note can't be blank"]);

    [Fact]
    public void The_role_is_looked_at_before_the_fields() =>
        Rules.ShouldLookAtTheRoleFirst(actor => new(actor, null, null), WhoMay.Administer);
}
