using ClinicNotes.Infrastructure.Ledger;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class GatheringTests
{
    [Fact]
    public void The_longer_a_round_takes_the_more_is_left_to_others_between_two()
    {
        Gathering.After(TimeSpan.FromMilliseconds(1)).ShouldBe(Gathering.Shortest);
        Gathering.After(TimeSpan.FromMilliseconds(10)).ShouldBe(TimeSpan.FromMilliseconds(40));
    }

    [Theory]
    [InlineData(13)]
    [InlineData(20_000)]
    public void A_round_that_was_kept_waiting_holds_the_next_up_no_longer_than_a_moment(int milliseconds) =>
        Gathering.After(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(Gathering.Longest);
}
