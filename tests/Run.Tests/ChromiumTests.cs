namespace ClinicNotes.Run.Tests;

public class ChromiumTests
{
    private const string Nothing = "There is no Chromium here and no way to get one: install chromium, or Google Chrome.";

    [Fact]
    public async Task Root_gets_Chromium_with_apt_get_and_only_once()
    {
        using var machine = new FakeMachine(root: true).WithApt();

        var found = await machine.FindChromiumAsync();
        var calls = machine.Calls.Count;
        var again = await machine.FindChromiumAsync();

        found.Output.ShouldBe(machine.In("usr/bin/chromium"), found.Errors);
        again.ShouldBe(new Finished(0, found.Output, ""));
        machine.Calls.Select(call => call.Split(' ')[^1]).ShouldBe(["update", "chromium"]);
        calls.ShouldBe(machine.Calls.Count);
    }

    [Fact]
    public async Task Who_may_use_sudo_gets_it_with_apt_get_too()
    {
        using var machine = new FakeMachine(root: false).WithSudo().WithApt();

        (await machine.FindChromiumAsync()).Output.ShouldBe(machine.In("usr/bin/chromium"));

        machine.Calls.ShouldContain(call =>
            call.StartsWith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_browser_that_is_here_is_taken_and_what_only_looks_like_one_is_not()
    {
        using var machine = new FakeMachine(root: true)
            .WithApt()
            .WithBrowser("chromium-browser", "Command requires the chromium snap to be installed.")
            .WithBrowser("google-chrome", "Google Chrome 140.0");

        (await machine.FindChromiumAsync()).ShouldBe(new Finished(0, machine.In("path/google-chrome"), ""));

        machine.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_no_way_to_get_it_or_where_apt_get_fails_one_sentence_says_what_to_install()
    {
        using var helpless = new FakeMachine(root: false);
        using var failing = new FakeMachine(root: true).WithApt(works: false);

        (await helpless.FindChromiumAsync()).ShouldBe(new Finished(1, "", Nothing));
        (await failing.FindChromiumAsync()).Errors.ShouldEndWith(Nothing);
    }
}
