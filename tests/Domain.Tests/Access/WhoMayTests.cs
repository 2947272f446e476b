using ClinicNotes.Domain.Access;

namespace ClinicNotes.Domain.Tests.Access;

public class WhoMayTests
{
    [Fact]
    public void Every_act_has_its_roles_the_least_of_them_first()
    {
        WhoMay.RequestAddendum.ShouldBe([Role.Provider, Role.Supervisor, Role.Admin]);
        WhoMay.RespondToAddendum.ShouldBe([Role.Provider, Role.Supervisor, Role.Admin]);
        WhoMay.RecordSignOff.ShouldBe([Role.Supervisor, Role.Admin]);
        WhoMay.ReviseSignOff.ShouldBe([Role.Supervisor, Role.Admin]);
        WhoMay.ReviseSignOffOfAnother.ShouldBe([Role.Admin]);
        WhoMay.Read.ShouldBe([Role.Provider, Role.Supervisor, Role.Admin, Role.Auditor]);
        WhoMay.Administer.ShouldBe([Role.Admin]);
    }

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Somebody_acts_in_the_first_permitted_role_in_whichever_order_the_roles_were_given(Role[] roles)
    {
        Role[][] permissions =
        [
            [],
            [Role.Provider],
            [Role.Admin, Role.Provider],
            [Role.Service, Role.Auditor, Role.Supervisor],
        ];
        foreach (var permitted in permissions)
        {
            var expected = People.ActsAs(roles, permitted);
            People.Having(130, roles).ActingAs(permitted).ShouldBe(expected);
            People.Having(130, [.. roles.Reverse()]).ActingAs(permitted).ShouldBe(expected);
        }
    }

    [Fact]
    public void The_operator_is_no_user_and_acts_as_an_admin_of_the_clinic()
    {
        Actor.Operator(7).ClinicId.ShouldBe(7);
        Actor.Operator(7).UserId.ShouldBeNull();
        Actor.Operator(7).ActingAs(WhoMay.Administer).ShouldBe(Role.Admin);
    }
}
