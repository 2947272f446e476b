using ClinicNotes.Application.Feed;
using ClinicNotes.Infrastructure.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class FollowedCommitmentTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Who_follows_gets_a_commitment_and_all_around_it_without_the_tables_and_as_they_have_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (recent, feed) = (Of<RecentEntries>(), Of<IEventFeed>());
        var before = await LedgerOf.Signed(running.Service);
        await recent.Between("1", before, long.MaxValue, cancellation);
        await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Signed(running.Service);
        await running.Supervisor.RequestsAnAddendum();
        var end = await LedgerOf.Signed(running.Service);

        IReadOnlyList<FeedEntry>? remembered = null;
        await Patiently.Until(async () => (remembered = await recent.Between("1", before, end, cancellation)) is not null);
        recent.Clear();
        var stored = await feed.Read(new FeedPart(1, before, end, Limit: 100, FeedFilter.All), cancellation);

        remembered!.Count(entry => entry.Type == Commitments.Type).ShouldBe(2);
        remembered.ShouldBe(stored);
    }

    private T Of<T>()
        where T : notnull => running.Service.Services.GetRequiredService<T>();
}
