using ClinicNotes.Domain.Access;
using NodaTime;
using static ClinicNotes.Domain.Tests.Access.User123;

namespace ClinicNotes.Domain.Tests.Access;

public class SettingRolesTests
{
    [Fact]
    public void New_roles_are_recorded_each_once_and_in_one_order() =>
        Given(Enrolled()).When(SetRoles([Role.Admin, Role.Supervisor, Role.Admin])).Then(RolesSet([Role.Supervisor, Role.Admin]));

    [Fact]
    public void The_same_roles_again_record_nothing()
    {
        Given(Enrolled()).When(SetRoles([Role.Supervisor, Role.Supervisor])).ThenNothing();
        Given(Enrolled(), RolesSet([Role.Provider, Role.Admin])).When(SetRoles([Role.Admin, Role.Provider])).ThenNothing();
    }

    [Fact]
    public void A_user_who_was_never_enrolled_is_not_found() => Given().When(SetRoles([Role.Admin])).Then(Refusal.UserNotFound);

    [Fact]
    public void The_operator_may_set_roles_and_is_recorded_as_no_user() =>
        Given(Enrolled()).When(SetRoles([Role.Admin], People.Operator)).Then(RolesSet([Role.Admin], by: null));

    [Fact]
    public void The_time_of_a_change_is_cut_to_milliseconds_and_never_goes_back()
    {
        Given(Enrolled()).When(SetRoles([Role.Admin], now: Times.Between(Times.Afternoon))).Then(RolesSet([Role.Admin]));
        Given(Enrolled())
            .When(SetRoles([Role.Admin], now: Times.Morning - Duration.FromDays(1)))
            .Then(RolesSet([Role.Admin], at: Times.Morning));
    }
}
