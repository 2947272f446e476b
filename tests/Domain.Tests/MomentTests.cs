using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Domain.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)])]
public class MomentTests
{
    [Property]
    public bool A_moment_is_the_millisecond_at_or_before_the_instant(Instant instant)
    {
        var moment = Moment.Of(instant);
        return moment <= instant && instant - moment < Duration.FromMilliseconds(1) && Moment.Of(moment) == moment;
    }

    [Property]
    public bool A_change_is_never_earlier_than_the_last_one(Instant lastChange, Instant now)
    {
        var last = Moment.Of(lastChange);
        var at = Moment.NoEarlierThan(last, now);
        return at >= last && (at == last || at == Moment.Of(now)) && Moment.Of(at) == at;
    }

    [Fact]
    public void An_instant_before_1970_is_cut_towards_the_past_as_any_other() =>
        Moment.Of(Instant.FromUnixTimeMilliseconds(-1) - Duration.FromNanoseconds(1)).ShouldBe(Instant.FromUnixTimeMilliseconds(-2));
}
