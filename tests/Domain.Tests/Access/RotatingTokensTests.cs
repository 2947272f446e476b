using ClinicNotes.Domain.Access;
using NodaTime;
using static ClinicNotes.Domain.Tests.Access.User123;

namespace ClinicNotes.Domain.Tests.Access;

public class RotatingTokensTests
{
    [Fact]
    public void A_rotation_is_one_event_that_says_which_token_is_replaced_by_whom_in_which_role_and_when() =>
        Given(Enrolled(), Issued()).When(Rotate()).Then(Rotated());

    [Fact]
    public void The_new_token_has_the_end_of_the_one_before() =>
        Given(Enrolled(), Issued(expiresAt: Times.Afternoon, at: Times.Morning))
            .When(Rotate(now: Times.Morning))
            .Then(Rotated(expiresAt: Times.Afternoon, at: Times.Morning));

    [Fact]
    public void The_replaced_token_stops_at_that_moment_and_no_other_does()
    {
        var tokens = Given(Enrolled(), Issued(1, at: Times.Morning), Issued(3, at: Times.Morning), Rotated()).State!.Tokens;

        tokens.ShouldBe([
            new Token(1, Sha256, Times.Morning, null, Times.Afternoon),
            new Token(3, Sha256, Times.Morning, null, null),
            new Token(2, NewSha256, Times.Afternoon, null, null),
        ]);
        tokens.Select(token => token.IsGoodAt(Times.Afternoon)).ShouldBe([false, true, true]);
    }

    [Fact]
    public void A_token_that_works_no_longer_is_not_rotated()
    {
        Given(Enrolled(), Issued(), Revoked()).When(Rotate()).Then(Refusal.TokenWorksNoLonger);
        Given(Enrolled(), Issued(), Rotated()).When(Rotate()).Then(Refusal.TokenWorksNoLonger);
        Given(Enrolled(), Issued(expiresAt: Times.Afternoon, at: Times.Morning)).When(Rotate()).Then(Refusal.TokenWorksNoLonger);
    }

    [Fact]
    public void A_replaced_token_that_is_revoked_records_nothing() => Given(Enrolled(), Issued(), Rotated()).When(Revoke()).ThenNothing();

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Given().When(Rotate()).Then(Refusal.UserNotFound);
        Given(Enrolled(), Issued()).When(Rotate(tokenId: 3)).Then(Refusal.TokenNotFound);
        Given(Enrolled(), Issued()).When(Rotate(tokenId: null)).Then(Refusal.TokenNotFound);
    }

    [Fact]
    public void The_time_is_cut_to_milliseconds_and_never_goes_back()
    {
        Given(Enrolled(), Issued()).When(Rotate(now: Times.Between(Times.Afternoon))).Then(Rotated());
        Given(Enrolled(), Issued()).When(Rotate(now: Times.Morning - Duration.FromDays(1))).Then(Rotated());
    }
}
