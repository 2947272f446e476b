using System.Diagnostics;
using ClinicNotes.WebApi.Tests.Ledger;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>What a stream says while nothing happens, by a clock that the test sets.</summary>
public sealed class HeartbeatTests(Database database)
{
    private const string Requested = "clinicnotes.addendum.requested.v1";
    private static readonly Duration Moment = Duration.FromMilliseconds(1);

    /// <summary>How late a comment may be: a stream looks at the clock once a second, and a busy machine is slow.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_comment_comes_when_15_seconds_have_passed_since_the_last_one_and_no_sooner()
    {
        await using var service = await new Service(await database.Make()).Start();
        await using var follower = await Follower.Of(service, $"after={await LedgerOf.Signed(service)}&types={Requested}");

        for (var beats = 0; beats < 4; beats++)
        {
            service.Clock.Advance(Duration.FromSeconds(15) - Moment);
            // When the second is here, the stream has looked at the clock since it sent the first.
            for (var i = 0; i < 2; i++)
            {
                await service.As("demo-supervisor").RequestsAnAddendum();
                await follower.Next();
            }

            Beats(follower).ShouldBe(beats);
            service.Clock.Advance(Moment);
            var late = Stopwatch.StartNew();
            var next = follower.Next();
            await Patiently.Until(() => Beats(follower) > beats, "No comment comes.");
            late.Elapsed.ShouldBeLessThan(Lateness);
            await service.As("demo-supervisor").RequestsAnAddendum();
            await next;
        }
    }

    [Fact]
    public async Task A_comment_says_how_far_was_looked_where_a_filter_lets_nothing_through()
    {
        await using var service = await new Service(await database.Make()).Start();
        var end = await LedgerOf.Signed(service);
        await using var follower = await Follower.Of(service, $"after={end}&types={Requested}");
        await service.As("demo-supervisor").RecordsASignOff();
        var looked = await LedgerOf.Signed(service);

        var next = follower.Next();
        await Patiently.Until(() =>
        {
            service.Clock.AdvanceSeconds(15);
            return Task.FromResult(Seen(follower).Contains($"id: {looked}\n", StringComparison.Ordinal));
        });

        Seen(follower).ShouldStartWith(": ");
        await service.As("demo-supervisor").RequestsAnAddendum();
        (await next).EventType.ShouldBe(Requested);
    }

    private static int Beats(Follower follower) => Seen(follower).Split(": still here\n").Length - 1;

    private static string Seen(Follower follower)
    {
        lock (follower.Lines)
            return follower.Lines.ToString();
    }
}
