using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class SubscriptionTests(Database database, Browser browser)
{
    // Nothing listens at port 1.
    private const string Nobody = "127.0.0.1:1";

    [Fact]
    public async Task The_page_of_subscriptions_shows_the_position_the_lag_and_the_last_error_of_each_webhook()
    {
        await using var service = new Service(await database.Make()) { Settings = { ["Webhooks:AllowedTargets"] = Nobody } };
        await service.Start();
        var idle = await Registers(service, "clinicnotes.sign_off.recorded.v1");
        await LedgerOf.Placed(service);
        var failing = await Registers(service, "clinicnotes.addendum.requested.v1");
        await service.As("demo-provider").RequestsAnAddendum();
        await using var visit = await browser.SignedIn(service);

        await visit.GoTo("/audit");
        await visit.Follows(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Subscriptions" }));
        await Patiently.Until(async () =>
        {
            await visit.Page.ReloadAsync();
            return (await Row(visit, failing)).Contains("in a row", StringComparison.Ordinal);
        });

        var row = await Row(visit, failing);
        row.ShouldContain($"http://{Nobody}/clinicnotes.addendum.requested.v1");
        row.ShouldContain("Failing");
        row.ShouldMatch(@"\d+ events?");
        row.ShouldContain("tried again");
        (await Row(visit, idle)).ShouldContain("Active");
        (await visit.Says()).ShouldContain("0 readers of the event stream");
        (await visit.Says()).ShouldNotContain("RabbitMQ");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_shows_who_reads_the_event_stream_and_how_far_and_forgets_who_has_gone()
    {
        await using var service = await new Service(await database.Make()).Start();
        await LedgerOf.Placed(service);
        var end = await LedgerOf.Size(service);
        using var session = await Session.Of(service);
        using (var http = service.CreateClient())
        {
            using var stream = await Follows(http, end);

            var page = await session.Page("/audit/subscriptions");
            page.ShouldContain("1 reader of the event stream");
            page.ShouldContain("User 126");
            page.ShouldContain("127.0.0.1");

            using var other = await Session.Of(service, "demo-other-auditor");
            (await other.Page("/audit/subscriptions")).ShouldContain("0 readers of the event stream");
        }

        await Patiently.Until(async () =>
            (await session.Page("/audit/subscriptions")).Contains("0 readers of the event stream", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task It_shows_readers_of_other_services_on_the_database_and_forgets_who_has_gone()
    {
        var connectionString = await database.Make();
        await using var service = await new Service(connectionString).Start();
        await LedgerOf.Placed(service);
        var end = await LedgerOf.Size(service);
        await using var other = await new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } }.Start();
        using var session = await Session.Of(service);
        using (var http = other.CreateClient())
        {
            using var stream = await Follows(http, end);

            await Shows("1 reader of the event stream");
            (await session.Page("/audit/subscriptions")).ShouldContain("User 126");
            using var elsewhere = await Session.Of(service, "demo-other-auditor");
            (await elsewhere.Page("/audit/subscriptions")).ShouldContain("0 readers of the event stream");
        }

        await Shows("0 readers of the event stream");

        Task Shows(string sentence) =>
            Patiently.Until(async () => (await session.Page("/audit/subscriptions")).Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_shows_how_far_RabbitMQ_is_where_there_is_one_and_why_it_waits()
    {
        await using var service = new Service(await database.Make());
        service.Settings["ConnectionStrings:RabbitMq"] = $"amqp://{Nobody}";
        await service.Start();
        var end = await LedgerOf.Signed(service);
        using var session = await Session.Of(service);

        await Patiently.Until(async () =>
            (await session.Page("/audit/subscriptions")).Contains("Events cannot be published to RabbitMQ", StringComparison.Ordinal)
        );

        var page = await session.Page("/audit/subscriptions");
        page.ShouldContain("confirmed up to position 0");
        page.ShouldContain($"behind by {end} events");
    }

    /// <summary>Reads the event stream from there on, until what comes back is disposed of.</summary>
    private static async Task<HttpResponseMessage> Follows(HttpClient http, long position)
    {
        http.DefaultRequestHeaders.Add("X-User-Token", "demo-service");
        var stream = await http.GetAsync(
            $"/v1/clinic/events/stream?after={position}",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        stream.StatusCode.ShouldBe(HttpStatusCode.OK);
        return stream;
    }

    private static async Task<long> Registers(Service service, string type)
    {
        var webhook = new JsonObject { ["url"] = $"http://{Nobody}/{type}", ["types"] = new JsonArray(type) };
        var reply = await service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        return (long)reply.ShouldBe(HttpStatusCode.Created).Json["webhook"]!["id"]!;
    }

    private static Task<string> Row(Visit visit, long webhook) => visit.Page.Locator($"#webhook-{webhook}").InnerTextAsync();
}
