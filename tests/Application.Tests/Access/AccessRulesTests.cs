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
    private static readonly EnrolUser.Fields Fields = new(GivenId.Of(123), GivenText.Of("Ada"), [Role.Supervisor]);
    private static readonly EnrolUser Ada = new(People.Admin, Fields);

    [Fact]
    public void An_enrolment_needs_an_id_a_name_and_a_role()
    {
        Enrol.Faults(Ada).ShouldBeEmpty();
        GivenTexts.ShouldBeJudgedAsId("user_id", id => Enrol.Faults(With(Fields with { UserId = id })));
        GivenTexts.ShouldBeJudgedAsText("name", text => Enrol.Faults(With(Fields with { Name = text })));
        Enrol.Faults(With(Fields with { Name = GivenText.Missing })).ShouldBe(["name can't be blank"]);
        Enrol.Faults(With(Fields with { Roles = [] })).ShouldBe(["roles can't be blank"]);
        Enrol.Faults(With(Fields with { Roles = GivenRoles.OfAnotherKind })).ShouldBe(["roles is invalid"]);
        Enrol.Faults(new(People.Admin, null)).ShouldBe(["user can't be blank"]);
        Enrol
            .Faults(With(new(GivenId.Missing, GivenText.Missing, GivenRoles.Missing)))
            .ShouldBe(["user_id can't be blank", "name can't be blank", "roles can't be blank"]);
    }

    [Fact]
    public void A_user_keeps_at_least_one_role()
    {
        var rules = new SetUserRolesRules();
        rules.Faults(new(People.Admin, 123, new([]))).ShouldBe(["roles can't be blank"]);
        rules.Faults(new(People.Admin, 123, new(GivenRoles.Missing))).ShouldBe(["roles can't be blank"]);
        rules.Faults(new(People.Admin, 123, new(GivenRoles.OfAnotherKind))).ShouldBe(["roles is invalid"]);
        rules.Faults(new(People.Admin, 123, null)).ShouldBe(["user can't be blank"]);
        rules.Faults(new(People.Admin, 123, new([Role.Service]))).ShouldBeEmpty();
    }

    [Fact]
    public void A_token_ends_in_the_future_or_never()
    {
        Issue.Faults(new(People.Admin, 123, new())).ShouldBeEmpty();
        Issue.Faults(Ending("2023-10-20T10:00:00.001Z")).ShouldBeEmpty();
        Issue.Faults(Ending("2023-10-20T10:00:00Z")).ShouldBe(["expires_at must be in the future"]);
        Issue.Faults(Ending("2023-10-20T09:59:59.999Z")).ShouldBe(["expires_at must be in the future"]);
        Issue.Faults(Ending("tomorrow")).ShouldBe(["expires_at invalid format"]);
        Issue.Faults(new(People.Admin, 123, null)).ShouldBe(["token can't be blank"]);
    }

    [Fact]
    public void The_role_is_looked_at_before_the_fields()
    {
        Enrol.ShouldLookAtTheRoleFirst(actor => new(actor, null), WhoMay.Administer);
        new SetUserRolesRules().ShouldLookAtTheRoleFirst(actor => new(actor, 123, null), WhoMay.Administer);
        Issue.ShouldLookAtTheRoleFirst(actor => new(actor, 123, null), WhoMay.Administer);
        var noPage = new GivenPaging(GivenId.OutOfRange, GivenId.Missing);
        new ReadUsersRules().ShouldLookAtTheRoleFirst(actor => new(actor, noPage), WhoMay.Administer);
        new ReadTokensRules().ShouldLookAtTheRoleFirst(actor => new(actor, 123, noPage), WhoMay.Administer);
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

    private static EnrolUser With(EnrolUser.Fields fields) => Ada with { User = fields };

    private static IssueToken Ending(string at) => new(People.Admin, 123, new(GivenText.Of(at)));
}
