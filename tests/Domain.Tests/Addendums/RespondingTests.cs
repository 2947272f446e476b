using ClinicNotes.Domain.Access;
using NodaTime;
using static ClinicNotes.Domain.Tests.Addendums.Addendum39;

namespace ClinicNotes.Domain.Tests.Addendums;

public class RespondingTests
{
    [Fact]
    public void A_response_records_the_answer_by_whom_in_which_role_and_when() =>
        Given(Requested()).When(Respond("Done", Signatures.First)).Then(Responded("Done", Signatures.First));

    [Fact]
    public void A_response_without_a_signature_records_no_signature() => Given(Requested()).When(Respond("Done")).Then(Responded("Done"));

    [Fact]
    public void A_signature_without_a_response_records_no_response() =>
        Given(Requested(), Responded("Done")).When(Respond(signature: Signatures.First)).Then(Responded(signature: Signatures.First));

    [Fact]
    public void The_same_response_again_records_nothing() =>
        Given(Requested(), Responded("Done", Signatures.First)).When(Respond("Done", Signatures.First)).ThenNothing();

    [Fact]
    public void Nothing_given_records_nothing() => Given(Requested()).When(Respond()).ThenNothing();

    [Fact]
    public void Of_two_given_values_only_the_changed_one_is_recorded()
    {
        var given = Given(Requested(), Responded("Done", Signatures.First));
        given.When(Respond("Done again", Signatures.First)).Then(Responded("Done again"));
        given.When(Respond("Done", Signatures.Second)).Then(Responded(signature: Signatures.Second));
    }

    [Fact]
    public void A_response_that_differs_only_in_normalisation_or_in_white_space_is_another()
    {
        Given(Requested(), Responded("\u00e9")).When(Respond("e\u0301")).Then(Responded("e\u0301"));
        Given(Requested(), Responded("Done")).When(Respond("Done ")).Then(Responded("Done "));
    }

    [Fact]
    public void An_earlier_response_is_another_once_it_was_replaced() =>
        Given(Requested(), Responded("Done"), Responded("Done again")).When(Respond("Done")).Then(Responded("Done"));

    [Fact]
    public void The_signature_of_the_request_says_nothing_of_the_signature_of_the_response() =>
        Given(Requested(Signatures.First)).When(Respond(signature: Signatures.First)).Then(Responded(signature: Signatures.First));

    [Fact]
    public void What_does_not_exist_has_no_response() => Given().When(Respond("Done")).Then(Refusal.AddendumNotFound);

    [Fact]
    public void An_addendum_of_another_note_is_not_found() =>
        Given(Requested()).When(Respond("Done", noteId: 47)).Then(Refusal.AddendumNotFound);

    [Fact]
    public void Not_found_comes_before_not_permitted() =>
        Given(Requested()).When(Respond("Done", noteId: 47, by: People.Having(125, Role.Auditor))).Then(Refusal.AddendumNotFound);

    [Fact]
    public void Not_permitted_comes_before_nothing_to_change() =>
        Given(Requested()).When(Respond(by: People.Having(125, Role.Auditor))).Then(Refusal.NotPermitted);

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Providers_supervisors_and_admins_may_respond_and_nobody_else(Role[] roles)
    {
        var when = Given(Requested()).When(Respond("Done", by: People.Having(130, roles)));
        if (People.ActsAs(roles, Role.Provider, Role.Supervisor, Role.Admin) is { } role)
            when.Then(Responded("Done", by: 130, role: role));
        else
            when.Then(Refusal.NotPermitted);
    }

    [Fact]
    public void The_operator_who_is_no_user_may_not_respond() =>
        Given(Requested()).When(Respond("Done", by: People.Operator)).Then(Refusal.NotPermitted);

    [Fact]
    public void The_time_of_a_response_is_cut_to_milliseconds() =>
        Given(Requested()).When(Respond("Done", now: Times.Between(Times.Afternoon))).Then(Responded("Done"));

    [Fact]
    public void A_clock_set_back_does_not_make_a_response_earlier_than_the_request_or_than_another_response()
    {
        var longAgo = Times.Morning - Duration.FromDays(1);
        Given(Requested()).When(Respond("Done", now: longAgo)).Then(Responded("Done", at: Times.Morning));
        Given(Requested(), Responded("Done")).When(Respond("Done again", now: longAgo)).Then(Responded("Done again"));
    }
}
