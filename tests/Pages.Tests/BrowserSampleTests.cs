using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

/// <summary>The sample page, served from an origin of its own, fed by a service.</summary>
public sealed class BrowserSampleTests(Database database, Browser browser) : IAsyncLifetime
{
    private readonly WebApplication _site = Site();
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await database.Make();
        await _site.StartAsync();
    }

    [Fact]
    public async Task The_sample_shows_each_event_once_and_goes_on_where_it_was_when_the_service_has_been_away()
    {
        var port = Ports.Free();
        await using var visit = await browser.Visits(Address);
        await visit.GoTo("/index.html");
        await visit.Page.GetByLabel("Service").FillAsync($"http://127.0.0.1:{port}");
        await visit.Page.GetByLabel("Token").FillAsync("demo-service");

        await using (var service = await Starts(port))
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
            await LedgerOf.Placed(service);
            await visit.Page.Locator($"li[data-position='{await LedgerOf.Size(service)}']").WaitForAsync();
        }

        await visit.Page.GetByText("Reconnecting after position").WaitForAsync();
        await using (var service = await Starts(port))
        {
            await service.As("demo-supervisor").RequestsAnAddendum(note: 47);
            var shown = visit.Page.Locator("li").Filter(new() { HasText = "clinicnotes.addendum.requested.v1" });
            // Between its tries to connect it waits longer and longer.
            await shown.WaitForAsync(new() { Timeout = 3 * Browser.Patience });
            (await shown.InnerTextAsync()).ShouldContain("session-note-47");
            (await visit.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("Connected");
        }

        var positions = await Positions(visit);
        positions.ShouldBe(Enumerable.Range(1, positions.Length).Select(position => (long)position));
        positions.Length.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task An_event_that_comes_again_is_shown_once()
    {
        // Each is a stream that ends, of a service that does not go on just where its reader was.
        var answers = new Queue<string>([Stream(1, 2, 3), Stream(2, 3, 4), Stream(1, 5)]);
        await using var site = Site();
        site.MapGet("/v1/clinic/events/stream", () => Results.Text(answers.TryDequeue(out var next) ? next : "", "text/event-stream"));
        await site.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.Visits(new Uri(site.Urls.Single()));
        await visit.GoTo("/index.html");
        await visit.Page.GetByLabel("Service").FillAsync(site.Urls.Single());
        await visit.Page.GetByLabel("Token").FillAsync("anybody's");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();

        await visit.Page.Locator("li[data-position='5']").WaitForAsync();
        (await Positions(visit)).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task The_sample_says_why_it_was_refused_and_does_not_try_again()
    {
        var port = Ports.Free();
        await using var service = await Starts(port);
        await using var visit = await browser.Visits(Address);
        await visit.GoTo("/index.html");
        await visit.Page.GetByLabel("Service").FillAsync($"http://127.0.0.1:{port}");
        await visit.Page.GetByLabel("Token").FillAsync("nobody's");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();

        await visit.Page.GetByText("Refused (401): \"You are not authorized to perform this action.\"").WaitForAsync();
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    /// <summary>Of the events that are shown, the oldest first.</summary>
    private static async Task<long[]> Positions(Visit visit)
    {
        var shown = await visit.Page.Locator("li").EvaluateAllAsync<long[]>("rows => rows.map(row => Number(row.dataset.position))");
        return [.. shown.AsEnumerable().Reverse()];
    }

    private static string Stream(params int[] positions) =>
        string.Concat(positions.Select(at => $"id: {at}\ndata: {{\"sequence\":\"{at}\",\"type\":\"any\",\"time\":\"any\"}}\n\n"));

    private Uri Address => new(_site.Urls.Single());

    private Task<Service> Starts(int port) => new Service(_database) { Settings = { ["Cors:Origins"] = _site.Urls.Single() } }.Start(port);

    private static WebApplication Site()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.UseStaticFiles(
            new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(Checkout.Root, "samples", "BrowserPage")) }
        );
        return site;
    }
}
