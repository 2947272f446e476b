using ClinicNotes.Domain.Access;
using static ClinicNotes.Domain.Tests.SignOffs.SignOff25;

namespace ClinicNotes.Domain.Tests.SignOffs;

public class RecordingTests
{
    [Fact]
    public void A_sign_off_records_the_review_what_it_covers_the_reviewer_and_the_role_in_which_that_was_done() =>
        Given().When(Record()).Then(Recorded());

    [Fact]
    public void A_sign_off_needs_no_instructions() => Given().When(Record(instructions: null)).Then(Recorded(instructions: null));

    [Fact]
    public void The_times_of_a_sign_off_are_cut_to_milliseconds() =>
        Given().When(Record(reviewDate: Times.Between(Reviewed), now: Times.Between(Times.Morning))).Then(Recorded());

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Supervisors_and_admins_may_sign_off_and_nobody_else(Role[] roles)
    {
        var when = Given().When(Record(by: People.Having(130, roles)));
        if (People.ActsAs(roles, Role.Supervisor, Role.Admin) is { } role)
            when.Then(Recorded(by: 130, role: role));
        else
            when.Then(Refusal.NotPermitted);
    }

    [Fact]
    public void The_operator_who_is_no_user_may_not_sign_off() => Given().When(Record(by: People.Operator)).Then(Refusal.NotPermitted);
}
