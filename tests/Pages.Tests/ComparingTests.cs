using System.Net;
using ClinicNotes.WebApi.Tests;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class ComparingTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_note_is_compared_at_two_moments_side_by_side_as_the_interface_would_have_answered_then()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        await visit.Page.GetByLabel("Compare after").SelectOptionAsync("2023-10-21T09:01:00.000Z");
        await visit.Page.GetByLabel("with after").SelectOptionAsync("2023-10-21T09:03:00.000Z");
        await visit.Follows(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }));

        visit.Page.Url.ShouldContain("as_of=2023-10-21T09%3A01%3A00.000Z&as_of=2023-10-21T09%3A03%3A00.000Z");
        (await Cells(visit, "Response")).ShouldBe(["None", "Fixed the names"]);
        (await Cells(visit, "Open addendums")).ShouldBe(["1", "0"]);
        (await Cells(visit, "Latest sign-off")).ShouldBe(["None", $"Sign-off {note.SignOff}, current"]);
        (await Cells(visit, "Instructions")).ShouldBe(["Names don't match", "Names don't match"]);
        (await Cells(visit, "Reviewer id")).ShouldBe(["Not there", "123"]);
        (await visit.Page.Locator("tr.differs").Filter(new() { HasText = "Fixed the names" }).CountAsync()).ShouldBe(1);
        (await visit.Page.Locator(".compared img").CountAsync()).ShouldBe(2);
        visit.Faults.ShouldBeEmpty();

        var then = await running.Auditor.Get($"/v1/clinic/session_notes/{note.Id}?as_of=2023-10-21T09:01:00.000Z");
        then.ShouldBe(HttpStatusCode.OK).Json["open_addendums"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Before_it_was_registered_there_is_nothing_and_without_a_moment_it_is_now()
    {
        var note = await running.Reviewed();
        using var session = await Session.Of(running.Service);

        var page = await session.Page($"{note.Page}/compare?as_of=2023-10-20&as_of=");
        page.ShouldContain("The note was not registered yet at 2023-10-20.");
        page.ShouldContain("One more thing");
        (await session.Page($"{note.Page}/compare")).ShouldContain("No difference");
    }

    [Fact]
    public async Task What_is_no_moment_or_no_note_is_said_so()
    {
        var note = await running.Reviewed();
        using var session = await Session.Of(running.Service);

        using var garbage = await session.Get($"{note.Page}/compare?as_of=then&as_of=");
        garbage.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await garbage.Text()).ShouldContain("is no moment");
        using var missing = await session.Get("/audit/notes/9007199254740991/compare");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string[]> Cells(Visit visit, string field)
    {
        var row = visit
            .Page.Locator(".compared tbody tr")
            .Filter(new() { Has = visit.Page.Locator("th", new() { HasText = field }) })
            .First;
        return [.. (await row.Locator("td").AllInnerTextsAsync()).Select(text => text.Trim())];
    }
}
