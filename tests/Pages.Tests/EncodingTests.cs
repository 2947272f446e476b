using System.Net;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.Pages.Tests;

public sealed class EncodingTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp; </textarea>";

    [Fact]
    public async Task A_text_that_would_be_a_script_is_shown_as_text_wherever_it_stands()
    {
        var note = await running.Registered();
        await running.Provider.RequestsAnAddendum(note, Hostile);
        await LedgerOf.Placed(running.Service);
        await using var visit = await browser.SignedIn(running.Service);

        await visit.GoTo($"/audit/notes/{note}");
        (await visit.Page.Locator(".changes .text").AllInnerTextsAsync()).ShouldContain(Hostile);
        await visit.GoTo($"/audit/notes/{note}/compare");
        (await visit.Says()).ShouldContain(Hostile);
        await visit.GoTo($"/audit/notes/{Uri.EscapeDataString(Hostile.Replace('/', '|'))}");
        (await visit.Says()).ShouldContain("<script>alert(1)<|script>");
        await visit.GoTo(
            $"/audit?type={Uri.EscapeDataString(Hostile)}&from={Uri.EscapeDataString(Hostile)}&x={Uri.EscapeDataString(Hostile)}"
        );
        (await visit.Page.GetByLabel("From").InputValueAsync()).ShouldBe(Hostile);
        await visit.GoTo($"/audit/sign-in?back={Uri.EscapeDataString(Hostile)}");

        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_would_be_a_script_is_shown_as_text()
    {
        var user = Random.Shared.NextInt64(10_000, 1_000_000);
        await running.Service.Does(new EnrolUser(Actor.Operator(1), new(GivenId.Of(user), GivenText.Of(Hostile), [Role.Supervisor])));
        var issued = (IssuedTokenResponse)
            (await running.Service.Does(new IssueToken(Actor.Operator(1), user, new()))).ShouldBeOfType<Outcome.Created>().Response;
        var note = await running.Registered();
        await running.Service.As(issued.Token).RequestsAnAddendum(note);
        await LedgerOf.Placed(running.Service);
        await using var visit = await browser.SignedIn(running.Service);

        await visit.GoTo($"/audit/notes/{note}");
        (await visit.Page.Locator(".by b").AllInnerTextsAsync()).ShouldContain(Hostile);
        await visit.GoTo($"/audit?actor_id={user}");
        (await visit.Says()).ShouldContain(Hostile);

        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_page_forbids_scripts_styles_and_frames_but_its_own_and_is_kept_nowhere()
    {
        using var session = await Session.Of(running.Service);

        foreach (var path in new[] { "/audit", "/audit/notes/46", "/audit/notes/9007199254740991", "/audit/sign-in" })
        {
            using var answer = await session.Get(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            policy.ShouldStartWith("default-src 'none'");
            policy.ShouldContain("script-src 'self'");
            policy.ShouldContain("frame-ancestors 'none'");
            policy.ShouldNotContain("unsafe");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            var html = await answer.Text();
            html.ShouldNotContain(" style=");
            html.ShouldNotContain("<script>");
        }

        using var sheet = await session.Get(
            System.Text.RegularExpressions.Regex.Match(await session.Page("/audit"), "/audit-assets/page.css[^\"]+").Value
        );
        sheet.StatusCode.ShouldBe(HttpStatusCode.OK);
        sheet.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        sheet.Headers.CacheControl!.Public.ShouldBeTrue();
    }
}
