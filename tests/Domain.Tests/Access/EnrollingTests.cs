using ClinicNotes.Domain.Access;
using NodaTime;
using static ClinicNotes.Domain.Tests.Access.User123;

namespace ClinicNotes.Domain.Tests.Access;

public class EnrollingTests
{
    [Fact]
    public void An_enrolment_records_name_and_roles_by_whom_in_which_role_and_when() => Given().When(Enrol()).Then(Enrolled());

    [Fact]
    public void Roles_are_recorded_each_once_and_in_one_order() =>
        Given()
            .When(Enrol(roles: [Role.Admin, Role.Provider, Role.Admin, Role.Provider]))
            .Then(Enrolled(roles: [Role.Provider, Role.Admin]));

    [Fact]
    public void The_same_name_and_roles_again_record_nothing() =>
        Given(Enrolled(roles: [Role.Provider, Role.Admin])).When(Enrol(roles: [Role.Admin, Role.Provider, Role.Admin])).ThenNothing();

    [Fact]
    public void Another_name_is_recorded() => Given(Enrolled()).When(Enrol("Grace")).Then(Enrolled("Grace"));

    [Fact]
    public void Other_roles_are_recorded() => Given(Enrolled()).When(Enrol(roles: [Role.Auditor])).Then(Enrolled(roles: [Role.Auditor]));

    [Fact]
    public void The_operator_may_enrol_and_is_recorded_as_no_user() => Given().When(Enrol(by: People.Operator)).Then(Enrolled(by: null));

    [Fact]
    public void The_time_of_an_enrolment_is_cut_to_milliseconds() =>
        Given().When(Enrol(now: Times.Between(Times.Morning))).Then(Enrolled());

    [Fact]
    public void A_clock_set_back_does_not_make_an_enrolment_earlier_than_what_was_recorded_before() =>
        Given(Enrolled()).When(Enrol("Grace", now: Times.Morning - Duration.FromDays(1))).Then(Enrolled("Grace"));
}
