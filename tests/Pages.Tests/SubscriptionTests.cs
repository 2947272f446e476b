using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Webhooks;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class SubscriptionTests(Database database, Browser browser)
{
    // Nothing listens at port 1.
    private const string Nobody = "127.0.0.1:1";

    [Fact]
    public async Task The_page_of_subscriptions_shows_the_position_the_lag_and_the_last_error_of_each_webhook()
    {
        await using var receiver = await Receiver.Start();
        var inbox = receiver.At("failing");
        inbox.AnswersWith(503);
        await using var service = new Service(await database.Make()) { Settings = { ["Webhooks:AllowedTargets"] = receiver.Target } };
        await service.Start();
        var idle = await Registers(service, inbox.Url, "clinicnotes.sign_off.recorded.v1");
        var failing = await Registers(service, inbox.Url, "clinicnotes.addendum.requested.v1");
        for (var i = 0; i < 3; i++)
            await service.As("demo-provider").RequestsAnAddendum();
        var first = (await inbox.Has(1))[0].Position;
        var end = await LedgerOf.Signed(service);
        await using var visit = await browser.SignedIn(service);
        await visit.GoTo("/audit");
        await visit.Follows(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Subscriptions" }));

        await Shows(visit, failing, "Failing", $"{first - 1}", $"{end - first + 1} events", "The address answered 503.");
        await Shows(visit, idle, "Active", $"{end}", "None", "None");
        var row = await Row(visit, failing).InnerTextAsync();
        row.ShouldContain($"{inbox.Url}\nclinicnotes.addendum.requested.v1");
        row.ShouldContain("1 failure in a row");
        row.ShouldContain("tried again");
        (await visit.Says()).ShouldContain("0 readers of the event stream");
        (await visit.Says()).ShouldNotContain("RabbitMQ");

        inbox.AnswersWith(204);
        service.Clock.AdvanceMinutes(1);
        await inbox.Has(4);
        await Shows(visit, failing, "Active", $"{await LedgerOf.Signed(service)}", "None", "None");
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
            page.ShouldContain("<td>User 126</td>");
            page.ShouldContain("<td>127.0.0.1</td>");
            page.ShouldContain($"""<td class="number">{end}</td>""");
            page.ShouldContain("""<td class="number">None</td>""");

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

    private static async Task<long> Registers(Service service, string url, string type)
    {
        var webhook = new JsonObject { ["url"] = url, ["types"] = new JsonArray(type) };
        var reply = await service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        return (long)reply.ShouldBe(HttpStatusCode.Created).Json["webhook"]!["id"]!;
    }

    /// <summary>Reads the page again until a webhook's state, position, lag and last error begin with these words.</summary>
    private static async Task Shows(Visit visit, long webhook, params string[] words)
    {
        string[] shown = [];
        await Patiently.Until(
            async () =>
            {
                await visit.Page.ReloadAsync();
                var cells = await Row(visit, webhook).GetByRole(AriaRole.Cell).AllInnerTextsAsync();
                shown = [.. cells.Skip(2).Select(cell => cell.Split('\n')[0])];
                return shown.SequenceEqual(words);
            },
            () => $"It shows {string.Join(", ", shown)}, and not {string.Join(", ", words)}."
        );
    }

    private static ILocator Row(Visit visit, long webhook) => visit.Page.Locator($"#webhook-{webhook}");
}
