using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class SharedSignatureTests(Database database, Browser browser)
{
    [Fact]
    public async Task The_page_of_shared_signatures_shows_each_picture_with_who_gave_it_and_on_which_notes()
    {
        await using var service = await new Service(await database.Make()).Start();
        await Signs(service, "demo-supervisor", 46, Pictures.Signature);
        await Signs(service, "demo-admin", 46, Pictures.Signature);
        await Signs(service, "demo-supervisor", 46, Pictures.OtherSignature);
        await Signs(service, "demo-supervisor", 99, Pictures.OtherSignature);
        await Signs(service, "demo-supervisor", 46, Pictures.ThirdSignature);
        await using var visit = await browser.SignedIn(service);

        await visit.GoTo("/audit");
        await visit.Follows(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Shared signatures" }));

        (await visit.Says()).ShouldContain("2 images given by several users");
        (await visit.Page.Locator("tbody tr").CountAsync()).ShouldBe(2);
        var ofTwo = Row(visit, Pictures.Signature);
        (await ofTwo.InnerTextAsync()).ShouldContain("2 users");
        (await ofTwo.GetByRole(AriaRole.Link).AllInnerTextsAsync()).ShouldBe(["", "User 123", "User 124", "46"]);
        (await ofTwo.Locator("img").GetAttributeAsync("alt")).ShouldBe("Signature given by user 123, user 124");
        (
            await ofTwo.Locator("img").EvaluateAsync<bool>("async image => { await image.decode(); return image.naturalWidth > 0; }")
        ).ShouldBeTrue();
        var onTwo = Row(visit, Pictures.OtherSignature);
        (await onTwo.InnerTextAsync()).ShouldContain("2 session notes");
        (await onTwo.GetByRole(AriaRole.Link).AllInnerTextsAsync()).ShouldBe(["", "User 123", "46", "99"]);

        await visit.Follows(onTwo.GetByRole(AriaRole.Link, new() { Name = "99", Exact = true }));

        visit.Page.Url.ShouldEndWith("/audit/notes/99");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_shows_none_of_another_clinic_and_says_so_where_none_is_shared()
    {
        await using var service = await new Service(await database.Make()).Start();
        await Signs(service, "demo-supervisor", 46, Pictures.Signature);
        await Signs(service, "demo-admin", 46, Pictures.Signature);
        using var other = await Session.Of(service, "demo-other-auditor");

        var page = await other.Page("/audit/signatures");

        page.ShouldContain("0 images given by several users");
        page.ShouldContain("Every signature was given by one user, on one session note.");
        (await other.Get("/audit/signatures?page=0")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static ILocator Row(Visit visit, string picture) => visit.Page.Locator($"#signature-{Digest(picture)}");

    private static string Digest(string picture) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(picture.Split(',')[1])));

    private static async Task Signs(Service service, string token, long note, string picture)
    {
        var signOff = new JsonObject { ["review_date"] = "2023-10-27T21:40:00Z", ["signature"] = picture };
        var body = new JsonObject { ["session_note_id"] = note, ["sign_off"] = signOff };
        (await service.As(token).Post(Client.SignOffs, body.ToJsonString())).ShouldBe(HttpStatusCode.Created);
    }
}
