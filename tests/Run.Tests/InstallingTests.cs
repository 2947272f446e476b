namespace ClinicNotes.Run.Tests;

public class InstallingTests
{
    private const string Nothing =
        "There is no PostgreSQL here and no way to get one: install PostgreSQL 15 or newer, or npm, or set ConnectionStrings__Postgres.";

    [Fact]
    public async Task Root_gets_PostgreSQL_with_apt_get_which_is_told_first_not_to_make_a_cluster()
    {
        using var machine = new FakeMachine(root: true).WithApt().WithNpm("18.4");

        var found = await machine.FindPostgresAsync();

        found.Output.ShouldBe(machine.In("usr/lib/postgresql/17/bin"), found.Errors);
        machine
            .Calls.Select(call => call.Split(' ')[^1])
            .ShouldBe(["update", "postgresql-common", "false", "postgresql"], ignoreOrder: true);
        machine.Calls.ShouldContain("create_main_cluster = false");
    }

    [Fact]
    public async Task Who_may_use_sudo_gets_it_with_apt_get_too()
    {
        using var machine = new FakeMachine(root: false).WithSudo().WithApt();

        var found = await machine.FindPostgresAsync();

        found.Output.ShouldBe(machine.In("usr/lib/postgresql/17/bin"), found.Errors);
        machine.Calls.ShouldContain(call =>
            call.StartsWith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Who_may_not_install_gets_it_unpacked_from_npm_with_its_symbolic_links()
    {
        using var machine = new FakeMachine(root: false).WithApt().WithNpm("18.4");

        var found = await machine.FindPostgresAsync();
        var again = await machine.FindPostgresAsync();

        found.Output.ShouldBe(machine.In("checkout/.data/postgresql-18.4.0-beta.17/native/bin"), found.Errors);
        File.ReadAllText(machine.In("checkout/.data/postgresql-18.4.0-beta.17/native/lib/libpq.so.5")).ShouldBe("library\n");
        again.ShouldBe(found with { Errors = "" });
        machine.Calls.ShouldHaveSingleItem().ShouldContain("pack");
        Directory.GetFileSystemEntries(machine.In("checkout/.data")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_apt_get_fails_npm_is_asked()
    {
        using var machine = new FakeMachine(root: true).WithApt(works: false).WithNpm("18.4");

        var found = await machine.FindPostgresAsync();

        found.Output.ShouldEndWith("/postgresql-18.4.0-beta.17/native/bin", customMessage: found.Errors);
    }

    [Fact]
    public async Task A_version_that_the_machine_lacks_comes_from_npm()
    {
        using var machine = new FakeMachine(root: true).WithApt().WithNpm("15.18");
        await machine.FindPostgresAsync();

        var found = await machine.FindPostgresAsync("15");

        found.Output.ShouldEndWith("/postgresql-15.18.0-beta.17/native/bin", customMessage: found.Errors);
    }

    [Fact]
    public async Task With_no_way_to_get_it_one_sentence_says_what_to_install()
    {
        using var machine = new FakeMachine(root: false);

        (await machine.FindPostgresAsync()).ShouldBe(new Finished(1, "", Nothing));
    }
}
