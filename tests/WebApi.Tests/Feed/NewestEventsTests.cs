using ClinicNotes.WebApi.Feed;

namespace ClinicNotes.WebApi.Tests.Feed;

public class NewestEventsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whoever_asks_gets_all_that_follow_or_is_told_that_they_are_not_kept(int seed)
    {
        var chance = new Random(seed);
        var newest = new NewestEvents();
        newest.BeginAfter(chance.Next(10));
        for (var batch = 0; batch < 200; batch++)
        {
            var end = newest.End!.Value;
            newest.Add(Frames(end + 1, chance.Next(40), length: chance.Next(20_000)));

            for (var asked = 0; asked < 20; asked++)
            {
                var position = chance.NextInt64(newest.End.Value + 2);
                newest
                    .After(position)
                    ?.Select(frame => frame.Position)
                    .ShouldBe(Positions(position + 1, newest.End.Value), $"after {position} of {newest.End}");
            }
        }
    }

    [Fact]
    public void No_more_are_kept_than_so_many_and_so_many_bytes()
    {
        var newest = new NewestEvents();
        newest.BeginAfter(0);

        newest.Add(Frames(1, NewestEvents.MostKept + 5, length: 1));
        newest.After(4).ShouldBeNull();
        newest.After(5)!.Count.ShouldBe(NewestEvents.MostKept);

        newest.Add(Frames(newest.End!.Value + 1, 3, length: NewestEvents.MostBytes / 2));
        newest.After(newest.End.Value - 2)!.Count.ShouldBe(2);
        newest.After(newest.End.Value - 3).ShouldBeNull();
    }

    [Fact]
    public void Where_nothing_is_known_nothing_is_kept_and_who_waits_is_woken()
    {
        var newest = new NewestEvents();
        newest.After(0).ShouldBeNull();
        newest.BeginAfter(7);
        newest.After(7).ShouldBe([]);
        newest.After(6).ShouldBeNull();
        newest.After(8).ShouldBeNull();
        var change = newest.Change;

        newest.BeginAfter(null);

        change.IsCompleted.ShouldBeTrue();
        newest.After(7).ShouldBeNull();
    }

    private static EventFrame[] Frames(long first, int count, int length) =>
        [.. Positions(first, first + count - 1).Select(position => new EventFrame(position, "addendum_requested", 46, new byte[length]))];

    private static IEnumerable<long> Positions(long first, long last)
    {
        for (var position = first; position <= last; position++)
            yield return position;
    }
}
