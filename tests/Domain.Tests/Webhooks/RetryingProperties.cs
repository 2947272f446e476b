using ClinicNotes.Domain.Webhooks;
using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Webhooks;

public class RetryingProperties
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(11, 2048)]
    [InlineData(12, 3600)]
    [InlineData(int.MaxValue, 3600)]
    public void The_wait_doubles_up_to_an_hour_and_chance_takes_off_at_most_half(int failures, int seconds)
    {
        Retrying.Wait(failures, 0, null).ShouldBe(Duration.FromSeconds(seconds));
        Retrying.Wait(failures, 1, null).ShouldBe(Duration.FromSeconds(seconds) / 2);
    }

    [Property]
    public void A_wait_is_never_shorter_than_asked_for_up_to_a_day(ushort failures, byte chance, int asked)
    {
        var retryAfter = Duration.FromSeconds(asked);

        var wait = Retrying.Wait(failures + 1, chance / 255.0, retryAfter);

        wait.ShouldBeGreaterThanOrEqualTo(Duration.Min(retryAfter, Duration.FromDays(1)));
        wait.ShouldBeGreaterThanOrEqualTo(Retrying.Wait(failures + 1, chance / 255.0, null));
        wait.ShouldBeLessThanOrEqualTo(Duration.FromDays(1));
    }
}
