using ClinicNotes.WebApi.Tests;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class AccessibilityTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    private static readonly ViewportSize Desk = new() { Width = 1_280, Height = 900 };
    private static readonly ViewportSize Phone = new() { Width = 375, Height = 720 };

    [Theory]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, true)]
    public async Task Axe_finds_nothing_on_any_page_and_no_page_is_wider_than_the_screen(ColorScheme colours, bool onPhone)
    {
        var note = await running.Reviewed($"A long one {new string('x', 300)}");
        await running.Supervisor.RecordsASignOff(await running.Registered());
        var like = new BrowserNewContextOptions
        {
            ColorScheme = colours,
            ViewportSize = onPhone ? Phone : Desk,
            HasTouch = onPhone,
        };
        await using var stranger = await browser.Visits(running.Service.ClientOptions.BaseAddress, like);
        await Look(stranger, "/audit/sign-in");
        await using var visit = await browser.SignedIn(running.Service, like: like);

        await Look(visit, "/audit");
        await Look(visit, "/audit?from=garbage");
        await Look(visit, note.Page);
        await Look(visit, $"{note.Page}?proof=all&include=reads#last");
        await Look(visit, $"{note.Page}/compare?as_of=2023-10-21T09:01:00Z&as_of=");
        await Look(visit, "/audit/notes/9007199254740991");
        await Look(visit, "/audit/signatures");
        await Look(visit, "/audit/subscriptions");
    }

    private static async Task Look(Visit visit, string path)
    {
        await visit.GoTo(path);

        var found = await visit.Page.RunAxe();
        found
            .Violations.Select(violation => $"{path}: {violation.Id}, {string.Join(", ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
        (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, path);
        visit.Faults.ShouldBeEmpty();
    }
}
