using System.Net;
using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Reads;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class TimelineTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_note_is_found_by_its_number_and_shown_step_by_step_with_actor_time_and_change()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);

        await visit.GoTo("/audit");
        await visit.Find(note.Id);

        visit.Page.Url.ShouldEndWith(note.Page);
        (await visit.Page.Locator(".step h3").AllInnerTextsAsync()).ShouldBe([
            "Session note registered",
            "Addendum requested",
            "Addendum responded",
            "Sign-off recorded",
            "Addendum requested",
        ]);
        var responded = visit.Step(note.AddendumStream, 2);
        var says = await responded.InnerTextAsync();
        says.ShouldContain("Demo Supervisor");
        says.ShouldContain("supervisor");
        says.ShouldContain($"Addendum {note.Addendum}, version 2");
        says.ShouldContain("Fixed the names");
        (await responded.Locator("header time").GetAttributeAsync("datetime")).ShouldBe("2023-10-21T09:02:00.000Z");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_shows_what_was_before_and_what_is_after()
    {
        var note = await running.Reviewed();
        var revision =
            $$$"""{"session_note_id":{{{note.Id}}},"sign_off":{"instructions":"See me","review_date":"2023-12-01T00:00:00Z","signature":"{{{Pictures.OtherSignature}}}"}}""";
        (await running.Supervisor.Put($"{Client.SignOffs}/{note.SignOff}", revision)).ShouldBe(HttpStatusCode.OK);
        await using var visit = await browser.SignedIn(running.Service);

        await visit.GoTo(note.Page);

        var revised = visit.Step(note.SignOffStream, 2);
        (await revised.Locator("dd.before").First.InnerTextAsync()).ShouldContain("2023-10-27 21:40:00.000 UTC");
        (await revised.Locator("dd.after").AllInnerTextsAsync()).ShouldContain(text => text.Contains("2023-12-01 00:00:00.000 UTC"));
        (await revised.Locator("dd.before img").CountAsync()).ShouldBe(1);
        (await revised.Locator("dd.after img").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_signature_is_shown_as_its_picture_from_an_address_that_is_for_the_session_alone()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        var picture = visit.Step(note.AddendumStream, 2).GetByRole(AriaRole.Img);
        await picture.ScrollIntoViewIfNeededAsync();
        await picture.EvaluateAsync("img => img.decode()");
        (await picture.EvaluateAsync<int>("img => img.naturalWidth")).ShouldBe(24);
        (await picture.GetAttributeAsync("alt")).ShouldBe("Signature of the response given by Demo Supervisor");

        var address = (await picture.GetAttributeAsync("src"))!;
        using var stranger = new Session(running.Service);
        using var asked = await stranger.Get(address);
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var other = await Session.Of(running.Service, "demo-other-auditor");
        using var hidden = await other.Get(address);
        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_sign_off_shows_what_it_covers_and_whether_it_is_stale()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);

        await visit.GoTo(note.Page);

        var signed = visit.Step(note.SignOffStream, 1).Locator(".signed");
        (await signed.InnerTextAsync()).ShouldBe(
            $"Stale Covers the note up to version 2 of Addendum {note.Addendum}; more has happened since."
        );
        (await visit.Page.Locator(".facts").InnerTextAsync()).ShouldContain($"Sign-off {note.SignOff} is stale");
        await running.Supervisor.RecordsASignOff(note.Id);
        await visit.Page.ReloadAsync();
        (await visit.Page.Locator(".facts").InnerTextAsync()).ShouldContain("Signed off, and current");
    }

    [Fact]
    public async Task Reads_are_shown_on_request_and_the_page_itself_is_recorded_as_one()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        var first = await visit.GoTo(note.Page);
        (await visit.Page.Locator(".step.read").CountAsync()).ShouldBe(0);
        await running.Service.Record(first.Headers["x-request-id"]);

        await visit.Page.GetByLabel("Reads too").CheckAsync();
        await visit.Follows(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }));

        var read = visit.Page.Locator(".step.read");
        (await read.CountAsync()).ShouldBe(1);
        (await read.InnerTextAsync()).ShouldContain("History read");
        (await read.InnerTextAsync()).ShouldContain("Demo Auditor");
        (await read.InnerTextAsync()).ShouldContain("from 127.0.0.1");
    }

    [Fact]
    public async Task What_is_not_there_is_said_clearly_and_another_clinics_note_is_not_there()
    {
        var note = await running.Reviewed();
        using var session = await Session.Of(running.Service);
        using var other = await Session.Of(running.Service, "demo-other-auditor");

        foreach (var (who, id) in new[] { (session, "9007199254740991"), (session, "abc"), (other, $"{note.Id}") })
        {
            using var answer = await who.Get($"/audit/notes/{id}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Text()).ShouldContain($"There is no session note {id} in your clinic.");
        }

        using var mistyped = await session.Get("/audit/notes?id=4x");
        mistyped.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mistyped.Text()).ShouldContain("is no number that a session note can have");
        using var nowhere = await session.Get("/audit/nowhere");
        nowhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nowhere.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task A_long_life_has_pages_and_filters_and_a_filter_that_is_wrong_says_so()
    {
        var note = await running.Registered();
        for (var i = 0; i < 30; i++)
            await running.Provider.RequestsAnAddendum(note, $"Number {i}");
        await LedgerOf.Placed(running.Service);
        await using var visit = await browser.SignedIn(running.Service);

        await visit.GoTo($"/audit/notes/{note}");
        (await visit.Page.Locator(".step").CountAsync()).ShouldBe(25);
        await visit.Follows(visit.Page.Locator("a[rel=next]").First);
        (await visit.Page.Locator(".step").CountAsync()).ShouldBe(6);
        (await visit.Says()).ShouldContain("Page 2 of 2");

        await visit.Page.Locator("form.filters select").First.SelectOptionAsync("session_note_registered");
        await visit.Follows(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }));
        (await visit.Page.Locator(".step").CountAsync()).ShouldBe(1);
        await visit.GoTo($"/audit/notes/{note}?actor_id=99");
        (await visit.Says()).ShouldContain("Nothing happened to the note that this asks for.");

        (await visit.GoTo($"/audit/notes/{note}?from=yesterday")).Status.ShouldBe(422);
        (await visit.Says()).ShouldContain("From: invalid format");
    }

    [Fact]
    public async Task The_activity_of_the_clinic_lists_what_happened_the_newest_first_and_leads_to_the_notes()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);

        await visit.GoTo("/audit?type=sign_off_recorded");
        var row = visit.Page.Locator("tbody tr").First;
        (await row.InnerTextAsync()).ShouldContain("Sign-off recorded");
        (await row.InnerTextAsync()).ShouldContain("Demo Supervisor");
        await visit.Follows(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Time" }));
        (await visit.Page.Locator("th[aria-sort=descending]").InnerTextAsync()).ShouldStartWith("Time");
        await visit.Follows(visit.Page.Locator("tbody").GetByRole(AriaRole.Link, new() { Name = $"{note.Id}" }));

        visit.Page.Url.ShouldEndWith(note.Page);
        visit.Faults.ShouldBeEmpty();
    }
}
