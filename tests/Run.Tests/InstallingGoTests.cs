namespace ClinicNotes.Run.Tests;

public class InstallingGoTests
{
    private const string Nothing =
        "There is no Go with golang.org/x/mod here and no way to get it: install golang-go and golang-golang-x-mod-dev.";

    [Fact]
    public async Task Root_gets_Go_and_its_package_with_apt_get_and_only_once()
    {
        using var machine = new FakeMachine(root: true).WithApt();

        var found = await machine.FindGoAsync();
        var calls = machine.Calls;

        found.Output.ShouldBe(machine.In("usr/bin/go"), found.Errors);
        calls[^1].ShouldEndWith("install -y --no-install-recommends golang-go golang-golang-x-mod-dev");
        (await machine.FindGoAsync()).ShouldBe(new Finished(0, found.Output, ""));
        machine.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task A_Go_of_the_machines_own_lacks_the_package_and_is_used_once_that_is_here()
    {
        using var machine = new FakeMachine(root: false).WithSudo().WithApt().WithGo();

        (await machine.FindGoAsync()).Output.ShouldBe(machine.In("path/go"));

        machine.Calls.ShouldContain(call => call.StartsWith("sudo -n env", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_no_way_to_get_it_or_where_apt_get_fails_one_sentence_says_what_to_install()
    {
        using var helpless = new FakeMachine(root: false).WithGo();
        using var failing = new FakeMachine(root: true).WithApt(works: false);

        (await helpless.FindGoAsync()).ShouldBe(new Finished(1, "", Nothing));
        (await failing.FindGoAsync()).Errors.ShouldEndWith(Nothing);
    }
}
