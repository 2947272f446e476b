using ClinicNotes.Domain.Access;
using NodaTime;
using static ClinicNotes.Domain.Tests.Access.User123;

namespace ClinicNotes.Domain.Tests.Access;

public class TokenTests
{
    [Fact]
    public void A_token_is_recorded_by_its_digest_by_whom_in_which_role_and_when() => Given(Enrolled()).When(Issue()).Then(Issued());

    [Fact]
    public void The_end_of_a_token_is_cut_to_milliseconds() =>
        Given(Enrolled()).When(Issue(Times.Between(Times.Afternoon))).Then(Issued(expiresAt: Times.Afternoon));

    [Fact]
    public void A_user_who_was_never_enrolled_gets_no_token_and_has_none_to_revoke()
    {
        Given().When(Issue()).Then(Refusal.UserNotFound);
        Given().When(Revoke()).Then(Refusal.UserNotFound);
    }

    [Fact]
    public void The_operator_may_issue_and_revoke_and_is_recorded_as_no_user()
    {
        Given(Enrolled()).When(Issue(by: People.Operator)).Then(Issued(by: null));
        Given(Enrolled(), Issued()).When(Revoke(by: People.Operator)).Then(Revoked(by: null));
    }

    [Fact]
    public void A_revocation_records_by_whom_in_which_role_and_when() => Given(Enrolled(), Issued()).When(Revoke()).Then(Revoked());

    [Fact]
    public void Revoking_a_token_again_records_nothing() => Given(Enrolled(), Issued(), Revoked()).When(Revoke()).ThenNothing();

    [Fact]
    public void An_expired_token_may_still_be_revoked() =>
        Given(Enrolled(), Issued(expiresAt: Times.Morning)).When(Revoke()).Then(Revoked());

    [Fact]
    public void A_token_that_was_never_issued_to_the_user_is_not_found() =>
        Given(Enrolled(), Issued()).When(Revoke(tokenId: 2)).Then(Refusal.TokenNotFound);

    [Fact]
    public void A_revocation_stops_one_token_and_no_other()
    {
        var tokens = Given(Enrolled(), Issued(1), Issued(2), Revoked(1)).State!.Tokens;
        tokens.ShouldBe([new Token(1, Sha256, Times.Afternoon, null, Times.Afternoon), new Token(2, Sha256, Times.Afternoon, null, null)]);
        tokens.Select(token => token.IsGoodAt(Times.Afternoon)).ShouldBe([false, true]);
    }

    [Fact]
    public void A_token_works_until_the_moment_at_which_it_expires_and_not_at_it()
    {
        var token = new Token(1, Sha256, Times.Morning, Times.Afternoon, RevokedAt: null);
        token.IsGoodAt(Times.Afternoon - Duration.Epsilon).ShouldBeTrue();
        token.IsGoodAt(Times.Afternoon).ShouldBeFalse();
        token.IsGoodAt(Times.Afternoon + Duration.Epsilon).ShouldBeFalse();
    }

    [Fact]
    public void A_token_without_an_end_works_for_ever() =>
        new Token(1, Sha256, Times.Morning, ExpiresAt: null, RevokedAt: null).IsGoodAt(Instant.MaxValue).ShouldBeTrue();

    [Fact]
    public void A_revoked_token_does_not_work_even_by_a_clock_that_was_set_back() =>
        new Token(1, Sha256, Times.Morning, ExpiresAt: null, RevokedAt: Times.Afternoon).IsGoodAt(Times.Morning).ShouldBeFalse();

    [Fact]
    public void The_times_of_tokens_are_cut_to_milliseconds_and_never_go_back()
    {
        Given(Enrolled()).When(Issue(now: Times.Between(Times.Afternoon))).Then(Issued());
        Given(Enrolled()).When(Issue(now: Times.Morning - Duration.FromDays(1))).Then(Issued(at: Times.Morning));
        Given(Enrolled(), Issued()).When(Revoke(now: Times.Between(Times.Afternoon))).Then(Revoked());
        Given(Enrolled(), Issued()).When(Revoke(now: Times.Morning)).Then(Revoked());
    }

    [Fact]
    public void A_token_that_the_user_has_already_is_not_issued_again() => Given(Enrolled(), Issued()).When(Issue()).ThenNothing();
}
