using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Ledger;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Ledger;

public class RecentEntriesTests
{
    private const string Clinic = "1";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_asks_gets_all_between_two_positions_or_is_told_that_they_are_not_all_here(int seed)
    {
        var chance = new Random(seed);
        var recent = await Read();
        var end = chance.NextInt64(10);
        var placed = new List<long>();
        for (var round = 0; round < 200; round++)
        {
            // Now and then a position is missing.
            end += chance.Next(10) == 0 ? 1 : 0;
            var count = chance.Next(40);
            await Place(recent, end + 1, count, length: chance.Next(10_000));
            placed.AddRange(Positions(end + 1, end + count));
            end += count;

            for (var asked = 0; asked < 20; asked++)
            {
                var (after, upTo) = (Math.Max(0, end - chance.Next(200)), end - chance.Next(50) + 5);
                if (await Between(recent, after, upTo) is not { } entries)
                    continue;

                entries.ShouldBe(Positions(after + 1, upTo));
                Positions(after + 1, upTo).ShouldBeSubsetOf(placed);
            }
        }
    }

    [Fact]
    public async Task What_has_just_been_placed_is_here_up_to_where_it_is_asked_for_or_as_far_as_it_goes()
    {
        var recent = await Read();
        await Place(recent, 11, 5, length: 200);

        (await Between(recent, 12, 14)).ShouldBe([13, 14]);
        (await Between(recent, 10)).ShouldBe([11, 12, 13, 14, 15]);
        (await Between(recent, 9, 15)).ShouldBeNull();
        (await Between(recent, 12, 16)).ShouldBeNull();
        (await Between(recent, 15)).ShouldBeNull();
        (await Between(recent, 10, 15, clinic: "2")).ShouldBeNull();
    }

    [Fact]
    public async Task The_end_of_a_ledger_is_known_as_long_as_what_has_been_placed_is_answered_with()
    {
        var recent = await Read();
        recent.EndOf(Clinic).ShouldBeNull();
        await Place(recent, 11, 5, length: 1);
        recent.EndOf(Clinic).ShouldBe(15);
        recent.EndOf("2").ShouldBeNull();

        _time.Advance(RecentEntries.LongestTrusted);
        recent.EndOf(Clinic).ShouldBeNull();
        await Place(recent, 16, 1, length: 1);
        recent.EndOf(Clinic).ShouldBe(16);
        recent.Clear();

        recent.EndOf(Clinic).ShouldBeNull();
    }

    [Fact]
    public async Task No_more_are_kept_than_so_many_and_so_long()
    {
        var recent = await Read();
        await Place(recent, 1, RecentEntries.MostKept + 5, length: 1);
        (await Between(recent, 4)).ShouldBeNull();
        (await Between(recent, 5))!.Count.ShouldBe(RecentEntries.MostKept);

        await Place(recent, RecentEntries.MostKept + 6, 3, length: RecentEntries.MostCharacters / 2);
        (await Between(recent, RecentEntries.MostKept + 5)).ShouldBeNull();
        (await Between(recent, RecentEntries.MostKept + 6))!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_clinic_whose_feed_nobody_reads_or_once_the_ledger_may_be_another()
    {
        var recent = new RecentEntries(_time);
        await Place(recent, 1, 5, length: 1);
        (await Between(recent, 0, 5)).ShouldBeNull();
        await Place(recent, 6, 5, length: 1);
        (await Between(recent, 5, 10)).ShouldNotBeNull();

        recent.Clear();

        (await Between(recent, 5, 10)).ShouldBeNull();
    }

    [Fact]
    public async Task A_clinic_whose_feed_is_read_is_still_known_when_all_is_forgotten()
    {
        var recent = await Read();
        await Place(recent, 1, 5, length: 1);
        recent.Clear();

        await Place(recent, 7, 3, length: 1);

        (await Between(recent, 6)).ShouldBe([7, 8, 9]);
    }

    [Fact]
    public async Task Nothing_is_answered_with_once_no_round_has_come_for_a_second_and_nothing_kept_once_nobody_has_read_for_ten()
    {
        var recent = await Read();
        await Place(recent, 1, 5, length: 1);
        _time.Advance(RecentEntries.LongestTrusted);
        (await Between(recent, 0, 5)).ShouldBeNull();

        await Place(recent, 6, 0, length: 1);
        (await Between(recent, 0, 5)).ShouldNotBeNull();

        _time.Advance(TimeSpan.FromSeconds(11));
        await Place(recent, 6, 5, length: 1);
        (await Between(recent, 5, 10)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_told_of_a_commit_before_its_answer_is_here_gets_what_it_has_placed_and_nobody_else_waits()
    {
        var recent = await Read();
        var commit = new TaskCompletionSource();
        var placing = Place(recent, 6, 2, length: 1, commit.Task);

        var told = Between(recent, 5);
        told.IsCompleted.ShouldBeFalse();
        Between(recent, 4).IsCompletedSuccessfully.ShouldBeTrue();
        Between(recent, 6).IsCompletedSuccessfully.ShouldBeTrue();
        Between(recent, 5, clinic: "2").IsCompletedSuccessfully.ShouldBeTrue();

        commit.SetResult();
        (await told).ShouldBe([6, 7]);
        await placing;
    }

    [Fact]
    public async Task A_commit_that_takes_long_holds_up_nobody_who_asks()
    {
        var recent = await Read();
        var commit = new TaskCompletionSource();
        var placing = Place(recent, 1, 2, length: 1, commit.Task);

        var told = Between(recent, 0);
        _time.Advance(RecentEntries.LongestWait);
        (await told).ShouldBeNull();

        commit.SetResult();
        await placing;
        (await Between(recent, 0)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Nothing_comes_of_a_commit_that_failed_or_that_nobody_waits_for_any_longer()
    {
        var recent = await Read();
        var (lost, slow) = (new TaskCompletionSource(), new TaskCompletionSource());
        var losing = Place(recent, 1, 5, length: 1, lost.Task);
        var told = Between(recent, 0);
        lost.SetException(new TimeoutException());
        (await told).ShouldBeNull();
        await Should.ThrowAsync<TimeoutException>(losing);

        _ = Place(recent, 1, 5, length: 1, slow.Task);
        (await recent.Between(Clinic, 0, 5, new CancellationToken(canceled: true))).ShouldBeNull();
    }

    private async Task<RecentEntries> Read()
    {
        var recent = new RecentEntries(_time);
        (await Between(recent, 0, 1)).ShouldBeNull();
        return recent;
    }

    private static async Task<List<long>?> Between(RecentEntries recent, long after, long upTo = long.MaxValue, string clinic = Clinic) =>
        (await recent.Between(clinic, after, upTo, TestContext.Current.CancellationToken))?.Select(entry => entry.Position).ToList();

    private static Task Place(RecentEntries recent, long first, int count, int length, Task? committing = null)
    {
        var positions = Positions(first, first + count - 1);
        var body = new string('x', length);
        return recent.Add([.. positions.Select(Event)], [.. positions.Select(Row)], committing ?? Task.CompletedTask);

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
}
