using System.Net;
using System.Text.RegularExpressions;

namespace ClinicNotes.WebApi.Tests.Contract;

public sealed partial class ReferenceTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task The_page_needs_no_token_and_loads_only_what_the_service_itself_serves()
    {
        var page = (await running.Service.As(null).Get("/docs")).ShouldBe(HttpStatusCode.OK);

        page.ContentHeaders.ContentType!.MediaType.ShouldBe("text/html");
        page.Body.ShouldContain("openapi/v1.json");
        page.Body.ShouldNotContain("://");
        var scripts = Script().Matches(page.Body).Select(script => script.Groups["source"].Value).ToArray();
        scripts.ShouldContain("scalar.js");
        foreach (var script in scripts)
        {
            var loaded = (await running.Service.As(null).Get($"/docs/{script}")).ShouldBe(HttpStatusCode.OK);
            loaded.ContentHeaders.ContentType!.MediaType.ShouldBe("text/javascript");
        }
    }

    [Fact]
    public async Task The_page_may_run_its_own_scripts_call_the_service_and_be_framed_by_nobody()
    {
        var page = await running.Service.As(null).Get("/docs/");

        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        var nonce = Nonce().Match(policy).Groups["nonce"].Value;
        policy.ShouldBe(
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        Script().Count(page.Body).ShouldBe(Regex.Count(page.Body, Regex.Escape($"nonce=\"{nonce}\"")) - 1, "one script is in the page");
        (await running.Service.As(null).Get("/docs/")).Headers.GetValues("Content-Security-Policy").ShouldNotContain(policy);
    }

    [GeneratedRegex("""<script (type="module" )?src="(?<source>[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Script();

    [GeneratedRegex("'nonce-(?<nonce>[A-Za-z0-9_-]{20,})'")]
    private static partial Regex Nonce();
}
