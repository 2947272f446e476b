namespace ClinicNotes.Run.Tests;

public class PostgresTests
{
    [Theory]
    [InlineData("15")]
    [InlineData("18")]
    public async Task Each_supported_version_starts_and_keeps_its_cluster(string major)
    {
        await using var data = new DataFolder();

        var started = await Command.PostgresAsync("start", data.Folder, major);
        await Command.PostgresAsync("stop", data.Folder);
        var again = await Command.PostgresAsync("start", data.Folder);

        again.Output.ShouldBe(started.Output);
        again.Output.ShouldBe($"Host={data.Folder}/postgres/socket;Port=5432;Database=clinicnotes;Username=clinicnotes");
        data.PostgresLog.Split($"starting PostgreSQL {major}.").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_runs_already_is_taken_over()
    {
        await using var data = new DataFolder();
        var started = await Command.PostgresAsync("start", data.Folder);
        var postmaster = data.Postmaster;

        (await Command.PostgresAsync("start", data.Folder)).ShouldBe(started with { Errors = "" });

        data.Postmaster.ShouldBe(postmaster);
    }

    [Fact]
    public async Task Another_version_than_the_clusters_is_refused()
    {
        await using var data = new DataFolder();
        await Command.PostgresAsync("start", data.Folder, "15");

        var refused = await Command.PostgresAsync("start", data.Folder, "18");

        refused.ShouldBe(new Finished(1, "", $"{data.Folder}/postgres holds a cluster of PostgreSQL 15, not 18: use another folder."));
    }

    [Theory]
    [InlineData("a folder that is so deep that the path of the socket would be longer than a unix socket may have it, which is 107 bytes")]
    [InlineData("a name; with = and , in it")]
    public async Task A_folder_that_no_connection_string_can_name_gets_a_short_socket_folder_elsewhere(string name)
    {
        await using var data = new DataFolder(name);

        var started = await Command.PostgresAsync("start", data.Folder);
        var socketFolder = Directory.ResolveLinkTarget(Path.Combine(data.Folder, "postgres/socket"), false)!.FullName;
        started.Output.ShouldBe($"Host={socketFolder};Port=5432;Database=clinicnotes;Username=clinicnotes");
        File.GetUnixFileMode(socketFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await Command.PostgresAsync("stop", data.Folder);
        Directory.Exists(socketFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task Called_by_root_a_folder_that_only_root_may_enter_holds_a_link_to_the_cluster()
    {
        await using var data = new DataFolder();
        data.OnlyForItsOwner();

        var started = await Command.PostgresAsync("start", data.Folder);

        started.ExitCode.ShouldBe(0, started.Errors);
        var elsewhere = Directory.ResolveLinkTarget(Path.Combine(data.Folder, "postgres"), false)?.FullName;
        elsewhere.ShouldBe(Environment.IsPrivilegedProcess ? started.Errors.Split("the cluster is in ").Last().TrimEnd('.') : null);
        await Command.PostgresAsync("drop", data.Folder);
        Directory.Exists(elsewhere ?? Path.Combine(data.Folder, "postgres")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cluster_whose_making_was_killed_is_made_anew()
    {
        await using var data = new DataFolder();
        await Command.PostgresAsync("start", data.Folder);
        await Command.PostgresAsync("stop", data.Folder);
        Directory.Move(Path.Combine(data.Folder, "postgres/data"), Path.Combine(data.Folder, "postgres/new"));

        (await Command.PostgresAsync("start", data.Folder)).ExitCode.ShouldBe(0);

        Directory.Exists(Path.Combine(data.Folder, "postgres/new")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stranger_with_the_number_of_a_killed_postmaster_does_not_keep_the_next_from_starting()
    {
        await using var data = new DataFolder();
        await Command.PostgresAsync("start", data.Folder);
        var file = Path.Combine(data.Folder, "postgres/data/postmaster.pid");
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        await Command.PostgresAsync("stop", data.Folder);
        await File.WriteAllLinesAsync(file, [$"{Environment.ProcessId}", .. lines[1..]], TestContext.Current.CancellationToken);

        (await Command.PostgresAsync("start", data.Folder)).ExitCode.ShouldBe(0);

        data.Postmaster.ShouldNotBe(Environment.ProcessId);
    }
}
