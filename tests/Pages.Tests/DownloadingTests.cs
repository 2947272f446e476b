using System.Net;
using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Reads;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class DownloadingTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    [Theory]
    [InlineData("CSV", "history.csv")]
    [InlineData("NDJSON", "history.ndjson")]
    [InlineData("FHIR R4", "history.fhir.json")]
    public async Task A_page_offers_the_files_that_the_interface_has(string name, string file)
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => Link(visit, name).ClickAsync());

        download.SuggestedFilename.ShouldBe($"session-note-{note.Id}-{file}");
        var api = await running.Auditor.Get($"/v1/clinic/session_notes/{note.Id}/{file}");
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken))
            .TrimStart('\ufeff')
            .ShouldBe(api.ShouldBe(HttpStatusCode.OK).Body.TrimStart('\ufeff'));
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_offers_the_proof_pack()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => Link(visit, "Proof pack").ClickAsync());

        download.SuggestedFilename.ShouldStartWith($"session-note-{note.Id}-at-");
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(6);
        lines[0].ShouldContain("clinicnotes proof 1");
    }

    [Fact]
    public async Task A_file_is_for_who_has_signed_in_and_its_reading_is_recorded()
    {
        var note = await running.Reviewed();
        using var session = await Session.Of(running.Service);
        using var stranger = new Session(running.Service);

        foreach (var file in new[] { "history.csv", "history.ndjson", "history.fhir.json", "proof" })
        {
            using var given = await session.Get($"{note.Page}/{file}");
            given.StatusCode.ShouldBe(HttpStatusCode.OK);
            await running.Service.Record(given.Headers.GetValues("X-Request-Id").Single());
            using var refused = await stranger.Get($"{note.Page}/{file}");
            refused.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
    }

    private static ILocator Link(Visit visit, string name) => visit.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
}
