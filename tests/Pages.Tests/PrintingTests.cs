using ClinicNotes.WebApi.Tests;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class PrintingTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    [Fact]
    public async Task On_paper_there_are_the_steps_and_who_printed_them_when_and_nothing_to_press()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        foreach (var pressed in new[] { ".bar", ".tools", ".filters", ".verify", ".keys" })
            (await visit.Page.Locator(pressed).First.IsVisibleAsync()).ShouldBeFalse(pressed);
        (await visit.Step(note.SignOffStream, 1).IsVisibleAsync()).ShouldBeTrue();
        (await visit.Page.Locator(".printed").InnerTextAsync()).ShouldBe("Shown to Auditor 125, clinic 1 at 2023-10-21 09:04:00 UTC");
        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(255, 255, 255)");
        (await visit.Page.PdfAsync()).Length.ShouldBeGreaterThan(10_000);
    }
}
