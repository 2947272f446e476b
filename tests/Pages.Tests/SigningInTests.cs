using System.Net;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests;
using Microsoft.Playwright;
using NodaTime;

namespace ClinicNotes.Pages.Tests;

public sealed class SigningInTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Who_asks_for_a_page_signs_in_first_and_is_led_back_to_it()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.Visits(running.Service.ClientOptions.BaseAddress);

        await visit.GoTo($"{note.Page}?include=reads");
        await visit.SignIn("demo-auditor");

        visit.Page.Url.ShouldEndWith($"{note.Page}?include=reads");
        (await visit.Page.Locator("h1").InnerTextAsync()).ShouldBe($"Session note {note.Id}");
        (await visit.Page.Locator(".who").InnerTextAsync()).ShouldContain("Auditor 125, clinic 1");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_its_pages_are_asked_for_in_vain()
    {
        await using var visit = await browser.Visits(running.Service.ClientOptions.BaseAddress);
        await visit.GoTo("/audit");
        await visit.SignIn("demo-auditor");

        await visit.Follows(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }));

        visit.Page.Url.ShouldEndWith("/audit/sign-in");
        (await visit.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "clinicnotes-audit");
        await visit.GoTo("/audit");
        visit.Page.Url.ShouldContain("/audit/sign-in?back=");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("https", true)]
    public async Task The_cookie_is_for_the_pages_alone_hidden_from_scripts_and_from_other_sites_and_secure_where_TLS_is(
        string? scheme,
        bool secure
    )
    {
        using var session = new Session(running.Service);
        (string, string)[] headers = scheme is null ? [] : [("X-Forwarded-Proto", scheme)];

        using var answer = await session.SignIn("demo-admin", "", headers);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/audit");
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie
            .Split("; ")
            .ShouldBe([
                "clinicnotes-audit=demo-admin",
                "path=/audit",
                .. secure ? ["secure"] : Array.Empty<string>(),
                "samesite=strict",
                "httponly",
            ]);
    }

    [Theory]
    [InlineData("/audit/notes/46?page=2", "/audit/notes/46?page=2")]
    [InlineData("/audit?type=token_issued", "/audit?type=token_issued")]
    [InlineData("https://evil.example.org/audit", "/audit")]
    [InlineData("//evil.example.org", "/audit")]
    [InlineData("/auditing", "/audit")]
    [InlineData("/audit/\\evil", "/audit")]
    [InlineData("/audit/\r\nX: y", "/audit")]
    public async Task It_leads_back_to_pages_of_its_own_only(string back, string to)
    {
        using var session = new Session(running.Service);

        using var answer = await session.SignIn("demo-auditor", back);

        answer.Headers.Location!.OriginalString.ShouldBe(to);
    }

    [Fact]
    public async Task A_form_from_elsewhere_signs_nobody_in_or_out()
    {
        using var stranger = new Session(running.Service);
        using (var answer = await stranger.Post("/audit/sign-in", [], ("token", "demo-auditor")))
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var session = await Session.Of(running.Service);
        (await session.Post("/audit/sign-out", [], ("form", "made up"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await session.Get("/audit")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("demo-provider")]
    [InlineData("demo-supervisor")]
    [InlineData("demo-service")]
    public async Task The_pages_are_for_auditors_and_admins(string token)
    {
        using var session = new Session(running.Service);

        using var answer = await session.SignIn(token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Text()).ShouldContain("for auditors and admins of a clinic");
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(cookie => cookie.StartsWith("clinicnotes-audit=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revoked_token_ends_its_session_and_is_recorded_as_refused_by_sign_in_and_by_cookie()
    {
        var issued = await running.Service.EnrolsWithToken(1, 8_125, Role.Auditor);
        using var session = await Session.Of(running.Service, issued.Token);
        await running.Service.Does(new RevokeToken(Actor.Operator(1), 8_125, issued.Id));
        running.Service.Clock.Advance(Duration.FromSeconds(10));

        using var asked = await session.Get("/audit");
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        asked.Headers.GetValues("Set-Cookie").ShouldContain(cookie => cookie.StartsWith("clinicnotes-audit=;", StringComparison.Ordinal));
        (await Refused(issued.Id)).ShouldBe(1);

        running.Service.Clock.Advance(Duration.FromMinutes(2));
        using var refused = await session.SignIn(issued.Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await refused.Text()).ShouldContain("This token does not work");
        (await Refused(issued.Id)).ShouldBe(2);
    }

    [Fact]
    public async Task Failed_sign_ins_are_counted_with_those_of_the_interface()
    {
        await using var service = new Service(running.Service.ConnectionString) { Settings = { ["RateLimits:FailedSignIns"] = "2" } };
        await service.Start();
        using var session = new Session(service);
        using var first = await session.SignIn("nobody's");
        first.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await service.As("nobody's").Get("/v1/clinic/events")).ShouldBe(HttpStatusCode.Unauthorized);

        using var third = await session.SignIn("nobody's");

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter.ShouldNotBeNull();
        (await third.Text()).ShouldContain("Too many requests without a good token");
        (await session.SignIn("demo-auditor")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_session_is_good_for_no_call_of_the_interface()
    {
        using var session = await Session.Of(running.Service);
        var cookie = session.Cookies.GetAllCookies()["clinicnotes-audit"].ShouldNotBeNull();

        var reply = await running.Service.As(null).Get("/v1/clinic/session_notes/46", ("Cookie", $"{cookie.Name}={cookie.Value}"));

        reply.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sessions_and_forms_of_one_service_are_good_at_the_next_on_the_same_database()
    {
        await using var other = await new Service(running.Service.ConnectionString).Start();
        using var session = await Session.Of(running.Service);
        var form = await session.Form("/audit");
        var cookies = string.Join("; ", session.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        http.BaseAddress = other.ClientOptions.BaseAddress;
        http.DefaultRequestHeaders.Add("Cookie", cookies);

        (await http.GetAsync("/audit", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var fields = new FormUrlEncodedContent([KeyValuePair.Create("form", form)]);
        using var answer = await http.PostAsync("/audit/sign-out", fields, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("Set-Cookie").ShouldContain(cookie => cookie.StartsWith("clinicnotes-audit=;", StringComparison.Ordinal));
    }

    private Task<long> Refused(long token) =>
        running.Service.Scalar<long>($"select count(*) from mt_events where stream_id = 'refused-sign-ins-{token}'");
}
