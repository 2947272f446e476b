using ClinicNotes.Domain.Access;
using NodaTime;
using static ClinicNotes.Domain.Tests.SignOffs.SignOff25;

namespace ClinicNotes.Domain.Tests.SignOffs;

public class RevisingTests
{
    [Fact]
    public void A_revision_records_what_changes_by_whom_in_which_role_and_when() =>
        Given(Recorded())
            .When(Revise("Better now", ReviewedLater, Signatures.Second))
            .Then(Revised("Better now", ReviewedLater, Signatures.Second));

    [Fact]
    public void A_revision_of_one_value_leaves_the_others_out()
    {
        Given(Recorded()).When(Revise(instructions: "Better now")).Then(Revised(instructions: "Better now"));
        Given(Recorded()).When(Revise(reviewDate: ReviewedLater)).Then(Revised(reviewDate: ReviewedLater));
        Given(Recorded()).When(Revise(signature: Signatures.Second)).Then(Revised(signature: Signatures.Second));
    }

    [Fact]
    public void Values_that_are_as_before_are_left_out_beside_one_that_is_not()
    {
        Given(Recorded()).When(Revise("Better now", Reviewed, Signatures.First)).Then(Revised(instructions: "Better now"));
        Given(Recorded()).When(Revise("Well done", ReviewedLater, Signatures.First)).Then(Revised(reviewDate: ReviewedLater));
        Given(Recorded()).When(Revise("Well done", Reviewed, Signatures.Second)).Then(Revised(signature: Signatures.Second));
    }

    [Fact]
    public void The_same_sign_off_again_records_nothing() =>
        Given(Recorded()).When(Revise("Well done", Reviewed, Signatures.First)).ThenNothing();

    [Fact]
    public void Nothing_given_records_nothing() => Given(Recorded()).When(Revise()).ThenNothing();

    [Fact]
    public void Instructions_may_come_with_a_revision() =>
        Given(Recorded(instructions: null)).When(Revise(instructions: "Well done")).Then(Revised(instructions: "Well done"));

    [Fact]
    public void A_review_date_is_the_same_when_it_is_the_same_to_the_millisecond()
    {
        Given(Recorded()).When(Revise(reviewDate: Times.Between(Reviewed))).ThenNothing();
        Given(Recorded()).When(Revise(reviewDate: Times.Between(ReviewedLater))).Then(Revised(reviewDate: ReviewedLater));
    }

    [Fact]
    public void An_earlier_value_is_a_change_once_it_was_replaced() =>
        Given(Recorded(), Revised(reviewDate: ReviewedLater)).When(Revise(reviewDate: Reviewed)).Then(Revised(reviewDate: Reviewed));

    [Fact]
    public void What_does_not_exist_cannot_be_revised() => Given().When(Revise("Better now")).Then(Refusal.SignOffNotFound);

    [Fact]
    public void A_sign_off_of_another_note_is_not_found() =>
        Given(Recorded()).When(Revise("Better now", noteId: 98)).Then(Refusal.SignOffNotFound);

    [Fact]
    public void Not_found_comes_before_not_permitted() =>
        Given(Recorded()).When(Revise("Better now", noteId: 98, by: People.OtherSupervisor)).Then(Refusal.SignOffNotFound);

    [Fact]
    public void Not_permitted_comes_before_nothing_to_change() =>
        Given(Recorded()).When(Revise(by: People.OtherSupervisor)).Then(Refusal.NotPermitted);

    [Fact]
    public void Another_supervisor_may_not_revise_it() =>
        Given(Recorded()).When(Revise("Better now", by: People.OtherSupervisor)).Then(Refusal.NotPermitted);

    [Fact]
    public void An_admin_may_revise_it_and_the_reviewer_stays_the_reviewer()
    {
        Given(Recorded()).When(Revise("Better now", by: People.Admin)).Then(Revised("Better now", by: 124, role: Role.Admin));
        Given(Recorded(), Revised("Better now", by: 124, role: Role.Admin)).State!.ReviewerId.ShouldBe(123);
    }

    [Fact]
    public void An_admin_who_revised_it_does_not_take_it_away_from_the_reviewer() =>
        Given(Recorded(), Revised("Better now", by: 124, role: Role.Admin)).When(Revise("Best")).Then(Revised("Best"));

    [Fact]
    public void A_reviewer_who_is_no_supervisor_any_more_may_not_revise_it() =>
        Given(Recorded()).When(Revise("Better now", by: People.Having(123, Role.Provider))).Then(Refusal.NotPermitted);

    [Fact]
    public void A_reviewer_who_has_become_an_admin_revises_it_as_an_admin() =>
        Given(Recorded()).When(Revise("Better now", by: People.Having(123, Role.Admin))).Then(Revised("Better now", role: Role.Admin));

    [Fact]
    public void Who_is_both_supervisor_and_admin_acts_as_an_admin_on_what_another_recorded() =>
        Given(Recorded())
            .When(Revise("Better now", by: People.Having(130, Role.Supervisor, Role.Admin)))
            .Then(Revised("Better now", by: 130, role: Role.Admin));

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Of_the_roles_of_who_recorded_it_supervisor_and_admin_may_revise_it(Role[] roles)
    {
        var when = Given(Recorded()).When(Revise("Better now", by: People.Having(123, roles)));
        if (People.ActsAs(roles, Role.Supervisor, Role.Admin) is { } role)
            when.Then(Revised("Better now", role: role));
        else
            when.Then(Refusal.NotPermitted);
    }

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Of_the_roles_of_anybody_else_only_admin_may_revise_it(Role[] roles)
    {
        var when = Given(Recorded()).When(Revise("Better now", by: People.Having(130, roles)));
        if (roles.Contains(Role.Admin))
            when.Then(Revised("Better now", by: 130, role: Role.Admin));
        else
            when.Then(Refusal.NotPermitted);
    }

    [Fact]
    public void The_operator_who_is_no_user_may_not_revise_it() =>
        Given(Recorded()).When(Revise("Better now", by: People.Operator)).Then(Refusal.NotPermitted);

    [Fact]
    public void The_time_of_a_revision_is_cut_to_milliseconds() =>
        Given(Recorded()).When(Revise("Better now", now: Times.Between(Times.Afternoon))).Then(Revised("Better now"));

    [Fact]
    public void A_clock_set_back_does_not_make_a_revision_earlier_than_what_was_recorded_before()
    {
        var longAgo = Times.Morning - Duration.FromDays(1);
        Given(Recorded()).When(Revise("Better now", now: longAgo)).Then(Revised("Better now", at: Times.Morning));
        Given(Recorded(), Revised("Better now")).When(Revise("Best", now: longAgo)).Then(Revised("Best"));
    }
}
