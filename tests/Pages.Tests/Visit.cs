using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

/// <summary>Somebody in front of a browser.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _faults = new();

    public Visit(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // That a page answers an error is for the tests to say.
            if (message.Type is "error" or "warning" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                _faults.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Dialog += async (_, dialog) =>
        {
            _faults.Enqueue($"A dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>What the browser found wrong: errors of scripts, what the page's policy forbids, dialogs.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public async Task<IResponse> GoTo(string path) => (await Page.GotoAsync(path))!;

    /// <summary>Waits until a key or a click has led there, which may have been before this was asked.</summary>
    public Task ComesTo(Regex address) => Assertions.Expect(Page).ToHaveURLAsync(address, new() { Timeout = Browser.Patience });

    /// <summary>Clicks what leads to another page, and waits until all of that is there, its scripts too.</summary>
    public async Task Follows(ILocator link)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Page.Load += Loaded;
        await link.ClickAsync();
        await loaded.Task.WaitAsync(TimeSpan.FromMilliseconds(Browser.Patience));
        Page.Load -= Loaded;

        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
    }

    /// <summary>Signs in at the page that is for that, where the visitor is.</summary>
    public async Task SignIn(string token)
    {
        await Page.GetByLabel("Token").FillAsync(token);
        await Follows(Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }));
    }

    /// <summary>What <c>main</c> says, as it is seen.</summary>
    public Task<string> Says() => Page.Locator("main").InnerTextAsync();

    /// <summary>Looks for a note by the field that every page has for that.</summary>
    public async Task Find(long note)
    {
        await Search.FillAsync($"{note}");
        await Follows(Page.GetByRole(AriaRole.Button, new() { Name = "Find" }));
    }

    public ILocator Search => Page.GetByRole(AriaRole.Textbox, new() { Name = "Session note" });

    public ILocator Step(string stream, long version) => Page.Locator($"#step-{stream}-{version}");

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
