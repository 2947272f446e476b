using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Two services on one database, of which only the first keeps the ledgers.</summary>
public sealed class SeveralServicesTests(Database database) : IAsyncLifetime
{
    private Service _one = null!;
    private Service _other = null!;

    public async ValueTask InitializeAsync()
    {
        var connectionString = await database.Make();
        _one = await new Service(connectionString).Start();
        _other = new Service(connectionString);
        _other.Settings["Ledger:Keep"] = "false";
        await _other.Start();
        await LedgerOf.Placed(_one);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task Who_waits_at_one_service_gets_what_is_written_through_the_other()
    {
        foreach (var (reader, writer) in new[] { (_one, _other), (_other, _one) })
        {
            var end = await LedgerOf.Signed(_one);
            var waiting = reader.As("demo-service").Get($"/v1/clinic/events?after={end}&wait=30&types=clinicnotes.addendum.requested.v1");
            var id = await writer.As("demo-supervisor").RequestsAnAddendum();

            var e = (await waiting).ShouldBe(HttpStatusCode.OK).Json["events"]!.AsArray().ShouldHaveSingleItem()!;
            ((long)e["data"]!["addendum_id"]!).ShouldBe(id);
        }
    }

    [Fact]
    public async Task Who_follows_one_service_and_goes_on_at_the_other_misses_nothing()
    {
        const string Requested = "types=clinicnotes.addendum.requested.v1";
        await using var follower = await Follower.Of(_other, Requested, lastEventId: $"{await LedgerOf.Signed(_one)}");
        var first = await _one.As("demo-supervisor").RequestsAnAddendum();
        Addendum((await follower.Next()).Data).ShouldBe(first);
        var second = await _other.As("demo-supervisor").RequestsAnAddendum();

        await using var elsewhere = await Follower.Of(_one, Requested, follower.LastEventId);

        Addendum((await elsewhere.Next()).Data).ShouldBe(second);
        Addendum((await follower.Next()).Data).ShouldBe(second);
    }

    private static long Addendum(string e) => (long)JsonNode.Parse(e)!["data"]!["addendum_id"]!;
}
