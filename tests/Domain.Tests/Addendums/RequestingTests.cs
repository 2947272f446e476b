using ClinicNotes.Domain.Access;
using static ClinicNotes.Domain.Tests.Addendums.Addendum39;

namespace ClinicNotes.Domain.Tests.Addendums;

public class RequestingTests
{
    [Fact]
    public void A_request_records_what_was_asked_by_whom_in_which_role_and_when() => Given().When(Request()).Then(Requested());

    [Fact]
    public void A_request_may_be_signed() =>
        Given().When(Request(signature: Signatures.First)).Then(Requested(signature: Signatures.First));

    [Fact]
    public void The_time_of_a_request_is_cut_to_milliseconds() =>
        Given().When(Request(now: Times.Between(Times.Morning))).Then(Requested(at: Times.Morning));

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Providers_supervisors_and_admins_may_request_and_nobody_else(Role[] roles)
    {
        var when = Given().When(Request(by: People.Having(130, roles)));
        if (People.ActsAs(roles, Role.Provider, Role.Supervisor, Role.Admin) is { } role)
            when.Then(Requested(by: 130, role: role));
        else
            when.Then(Refusal.NotPermitted);
    }

    [Fact]
    public void The_operator_who_is_no_user_may_not_request() => Given().When(Request(by: People.Operator)).Then(Refusal.NotPermitted);
}
