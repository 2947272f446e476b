using ClinicNotes.Domain.Access;
using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Access;

public class RefusedSignInsTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly RefusedToken Token = new(ClinicId: 1, UserId: 121, TokenId: 7);

    [Fact]
    public void The_first_is_recorded_and_tells_of_whose_token_it_was_and_not_who_came() =>
        RefusedSignIns
            .Refuse(null, Token, "192.0.2.7", Noon)
            .Event.ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
                refused => refused.ShouldBe(new SignInRefused(121, 7, "192.0.2.7", Noon)),
                refused => ((IRecorded)refused).ActorId.ShouldBeNull()
            );

    [Property]
    public void However_often_a_token_is_tried_one_a_minute_is_recorded(ushort[] secondsBetween)
    {
        var (state, now, recorded) = ((RefusedSignIns?)null, Noon, new List<Instant>());
        foreach (var seconds in secondsBetween)
        {
            now += Duration.FromSeconds(seconds % 100);
            if (RefusedSignIns.Refuse(state, Token, null, now).Event is not { } refused)
                continue;

            recorded.Add(refused.RefusedAt);
            state = RefusedSignIns.Evolve(state, refused);
        }

        recorded.Zip(recorded.Skip(1), (one, next) => next - one).ShouldAllBe(between => between >= RefusedSignIns.Between);
        if (secondsBetween.Length > 0)
            (now - recorded[^1]).ShouldBeLessThan(RefusedSignIns.Between, "what comes a minute later is recorded again");
    }
}
