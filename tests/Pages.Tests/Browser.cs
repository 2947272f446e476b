using System.Diagnostics;
using ClinicNotes.Pages.Tests;
using ClinicNotes.WebApi.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Database))]
[assembly: AssemblyFixture(typeof(Browser))]

namespace ClinicNotes.Pages.Tests;

/// <summary>A headless Chromium, which <c>scripts/chromium</c> has found: Playwright's driver downloads none.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>How long a page may take, in milliseconds, on a busy machine.</summary>
    internal const float Patience = 20_000;

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        var path = await Find();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--disable-dev-shm-usage"] });
    }

    /// <summary>A visitor with cookies of its own, who has not signed in.</summary>
    /// <param name="address">Where the pages are.</param>
    /// <param name="like">What the visitor's screen and wishes are.</param>
    public async Task<Visit> Visits(Uri address, BrowserNewContextOptions? like = null)
    {
        var options = like ?? new();
        options.BaseURL = address.AbsoluteUri;
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>A visitor of a service who has signed in already.</summary>
    public async Task<Visit> SignedIn(Service service, string token = "demo-auditor", BrowserNewContextOptions? like = null)
    {
        var address = service.ClientOptions.BaseAddress;
        var visit = await Visits(address, like);
        var session = new Cookie
        {
            Name = "clinicnotes-audit",
            Value = token,
            Domain = address.Host,
            Path = "/audit",
            HttpOnly = true,
        };
        await visit.Context.AddCookiesAsync([session]);
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static async Task<string> Find()
    {
        using var script = Process.Start(
            new ProcessStartInfo(Path.Combine(Checkout.Root, "scripts", "chromium")) { RedirectStandardOutput = true }
        )!;
        var path = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? path.Trim() : throw new InvalidOperationException("scripts/chromium has found none.");
    }
}
