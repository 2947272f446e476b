using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Ledger;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Ledger;

public class RecentEntriesTests
{
    private const string Clinic = "1";

    private readonly SetTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whoever_asks_gets_all_between_two_positions_or_is_told_that_they_are_not_all_here(int seed)
    {
        var chance = new Random(seed);
        var recent = Read();
        var end = chance.NextInt64(10);
        var placed = new List<long>();
        for (var round = 0; round < 200; round++)
        {
            // Now and then a commitment is placed, which is not among the events.
            end += chance.Next(10) == 0 ? 1 : 0;
            var count = chance.Next(40);
            Place(recent, end + 1, count, length: chance.Next(10_000));
            placed.AddRange(Positions(end + 1, end + count));
            end += count;

            for (var asked = 0; asked < 20; asked++)
            {
                var (after, upTo) = (Math.Max(0, end - chance.Next(200)), end - chance.Next(50) + 5);
                if (recent.Between(Clinic, after, upTo) is not { } entries)
                    continue;

                entries.Select(entry => entry.Position).ShouldBe(Positions(after + 1, upTo));
                Positions(after + 1, upTo).ShouldBeSubsetOf(placed);
            }
        }
    }

    [Fact]
    public void What_has_just_been_placed_is_here_up_to_where_it_is_asked_for_or_as_far_as_it_goes()
    {
        var recent = Read();
        Place(recent, 11, 5, length: 200);

        Between(12, 14).ShouldBe([13, 14]);
        Between(10, long.MaxValue).ShouldBe([11, 12, 13, 14, 15]);
        recent.Between(Clinic, 9, 15).ShouldBeNull();
        recent.Between(Clinic, 12, 16).ShouldBeNull();
        recent.Between(Clinic, 15, long.MaxValue).ShouldBeNull();
        recent.Between("2", 10, 15).ShouldBeNull();

        IEnumerable<long> Between(long after, long upTo) => recent.Between(Clinic, after, upTo)!.Select(entry => entry.Position);
    }

    [Fact]
    public void No_more_are_kept_than_so_many_and_so_long()
    {
        var recent = Read();
        Place(recent, 1, RecentEntries.MostKept + 5, length: 1);
        recent.Between(Clinic, 4, long.MaxValue).ShouldBeNull();
        recent.Between(Clinic, 5, long.MaxValue)!.Count.ShouldBe(RecentEntries.MostKept);

        Place(recent, RecentEntries.MostKept + 6, 3, length: RecentEntries.MostCharacters / 2);
        recent.Between(Clinic, RecentEntries.MostKept + 5, long.MaxValue).ShouldBeNull();
        recent.Between(Clinic, RecentEntries.MostKept + 6, long.MaxValue)!.Count.ShouldBe(2);
    }

    [Fact]
    public void Nothing_is_kept_of_a_clinic_whose_feed_nobody_reads_or_once_the_ledger_may_be_another()
    {
        var recent = new RecentEntries(_time);
        Place(recent, 1, 5, length: 1);
        recent.Between(Clinic, 0, 5).ShouldBeNull();
        Place(recent, 6, 5, length: 1);
        recent.Between(Clinic, 5, 10).ShouldNotBeNull();

        recent.Clear();

        recent.Between(Clinic, 5, 10).ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_answered_with_once_no_round_has_come_for_a_second_and_nothing_kept_once_nobody_has_read_for_ten()
    {
        var recent = Read();
        Place(recent, 1, 5, length: 1);
        _time.Passes(RecentEntries.LongestTrusted);
        recent.Between(Clinic, 0, 5).ShouldBeNull();

        Place(recent, 6, 0, length: 1);
        recent.Between(Clinic, 0, 5).ShouldNotBeNull();

        _time.Passes(TimeSpan.FromSeconds(11));
        Place(recent, 6, 5, length: 1);
        recent.Between(Clinic, 5, 10).ShouldBeNull();
    }

    private RecentEntries Read()
    {
        var recent = new RecentEntries(_time);
        recent.Between(Clinic, 0, 1).ShouldBeNull();
        return recent;
    }

    private static void Place(RecentEntries recent, long first, int count, int length)
    {
        var positions = Positions(first, first + count - 1);
        var body = new string('x', length);
        recent.Add([.. positions.Select(Event)], [.. positions.Select(Row)]);

        CommittedEvent Event(long position)
        {
            var e = new AddendumRequested(position, 46, "Anything", null, 123, Role.Supervisor, Instant.FromUnixTimeTicks(0));
            return new(position, Guid.NewGuid(), Clinic, $"addendum-{position}", 1, "addendum_requested", body, e);
        }

        LedgerRow Row(long position) => new(Clinic, position, position, 46, TreeHash.From(new byte[32]), [], null);
    }

    private static List<long> Positions(long first, long last)
    {
        var positions = new List<long>();
        for (var position = first; position <= last; position++)
            positions.Add(position);
        return positions;
    }

    private sealed class SetTime : TimeProvider
    {
        private long _ticks = TimeSpan.TicksPerDay;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Passes(TimeSpan time) => _ticks += time.Ticks;
    }
}
