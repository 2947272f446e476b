using ClinicNotes.Application.Access;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using NodaTime;
using NodaTime.Testing;

namespace ClinicNotes.Application.Tests.Access;

public class AccessRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2023, 10, 20, 10, 0);
    private static readonly EnrolUserRules Enrol = new();
    private static readonly IssueTokenRules Issue = new(new FakeClock(Now));
    private static readonly EnrolUser Ada = new(People.Admin, GivenId.Of(123), GivenText.Of("Ada"), [Role.Supervisor]);

    [Fact]
    public void An_enrolment_needs_an_id_a_name_and_a_role()
    {
        Enrol.Faults(Ada).ShouldBeEmpty();
        GivenTexts.ShouldBeJudgedAsId("user_id", id => Enrol.Faults(Ada with { UserId = id }));
        GivenTexts.ShouldBeJudgedAsText("name", text => Enrol.Faults(Ada with { Name = text }));
        Enrol.Faults(Ada with { Name = GivenText.Missing }).ShouldBe(["name can't be blank"]);
        Enrol.Faults(Ada with { Roles = [] }).ShouldBe(["roles can't be blank"]);
        Enrol
            .Faults(new(People.Admin, GivenId.Missing, GivenText.Missing, []))
            .ShouldBe(["user_id can't be blank", "name can't be blank", "roles can't be blank"]);
    }

    [Fact]
    public void A_user_keeps_at_least_one_role()
    {
        new SetUserRolesRules().Faults(new(People.Admin, 123, [])).ShouldBe(["roles can't be blank"]);
        new SetUserRolesRules().Faults(new(People.Admin, 123, [Role.Service])).ShouldBeEmpty();
    }

    [Fact]
    public void A_token_ends_in_the_future_or_never()
    {
        Issue.Faults(new(People.Admin, 123)).ShouldBeEmpty();
        Issue.Faults(new(People.Admin, 123, Now + Duration.FromMilliseconds(1))).ShouldBeEmpty();
        Issue.Faults(new(People.Admin, 123, Now)).ShouldBe(["expires_at must be in the future"]);
        Issue.Faults(new(People.Admin, 123, Now - Duration.FromMilliseconds(1))).ShouldBe(["expires_at must be in the future"]);
    }

    [Fact]
    public void The_role_is_looked_at_before_the_fields()
    {
        Enrol.ShouldLookAtTheRoleFirst(actor => new(actor, GivenId.Missing, GivenText.Missing, []), WhoMay.Administer);
        new SetUserRolesRules().ShouldLookAtTheRoleFirst(actor => new(actor, 123, []), WhoMay.Administer);
        Issue.ShouldLookAtTheRoleFirst(actor => new(actor, 123, Now), WhoMay.Administer);
    }

    [Fact]
    public void Admins_and_the_operator_may_revoke_tokens_and_nobody_else()
    {
        var rules = new RevokeTokenRules();
        rules.Refuses(new RevokeToken(People.Admin, 123, 1), WhoMay.Administer).ShouldBeNull();
        rules.Refuses(new RevokeToken(Actor.Operator(1), 123, 1), WhoMay.Administer).ShouldBeNull();
        rules
            .Refuses(new RevokeToken(People.Having(Role.Provider, Role.Supervisor, Role.Auditor, Role.Service), 123, 1), WhoMay.Administer)
            .ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
    }
}
