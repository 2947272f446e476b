using System.Text.RegularExpressions;
using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class KeyboardTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    [Theory]
    [InlineData("j", "k")]
    [InlineData("ArrowRight", "ArrowLeft")]
    public async Task Keys_step_through_a_life(string next, string before)
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        await Presses(visit, next, next, next);
        (await Current(visit)).ShouldBe($"step-{note.AddendumStream}-2");
        await Presses(visit, before);
        (await Current(visit)).ShouldBe($"step-{note.AddendumStream}-1");
        (await visit.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe($"step-{note.AddendumStream}-1");
        await Presses(visit, before, before, before);
        (await Current(visit)).ShouldBe($"step-session-note-{note.Id}-1");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_verifies_a_step_and_another_goes_to_the_search()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        await Presses(visit, "j", "j");
        await Presses(visit, "v");
        await visit.Step(note.AddendumStream, 1).Locator(".proof.holds").WaitForAsync();
        (await Current(visit)).ShouldBe($"step-{note.AddendumStream}-1");

        await Presses(visit, "/", "j", "k");
        (await visit.Search.InputValueAsync()).ShouldBe("jk");
    }

    [Fact]
    public async Task Stepping_beyond_the_last_step_of_a_page_goes_on_at_the_next_page_and_back()
    {
        var note = await running.Registered();
        for (var i = 0; i < 26; i++)
            await running.Provider.RequestsAnAddendum(note, $"Number {i}");
        await LedgerOf.Placed(running.Service);
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo($"/audit/notes/{note}#last");

        await Presses(visit, "j");
        await visit.ComesTo(new Regex("page=2#first$"));
        (await visit.Page.Locator("[aria-current=step]").InnerTextAsync()).ShouldContain("Number 24");
        (await visit.Says()).ShouldContain("Page 2 of 2");

        await Presses(visit, "k");
        await visit.ComesTo(new Regex("page=1#last$"));
        (await visit.Page.Locator("[aria-current=step]").InnerTextAsync()).ShouldContain("Number 23");
    }

    [Fact]
    public async Task Without_scripts_all_of_it_is_there_and_goes_by_links_and_forms()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service, like: new() { JavaScriptEnabled = false });
        await visit.GoTo("/audit");
        await visit.Find(note.Id);

        await visit.Follows(visit.Step(note.SignOffStream, 1).GetByRole(AriaRole.Link, new() { Name = "Verify" }));

        (await visit.Step(note.SignOffStream, 1).Locator(".proof.holds").CountAsync()).ShouldBe(1);
        (await visit.Page.Locator(".step").CountAsync()).ShouldBe(5);
    }

    private static async Task Presses(Visit visit, params string[] keys)
    {
        foreach (var key in keys)
            await visit.Page.Keyboard.PressAsync(key);
    }

    private static Task<string?> Current(Visit visit) => visit.Page.Locator("[aria-current=step]").GetAttributeAsync("id");
}
