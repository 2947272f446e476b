namespace ClinicNotes.Run.Tests;

public class StoppingTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_stops_all_that_was_started(string signal)
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data);
        data.Processes().Count.ShouldBeGreaterThan(3);

        (await run.StopAsync(signal)).ShouldBe((0, ""));

        data.Processes().ShouldBeEmpty();
        data.PostgresLog.ShouldContain("database system is shut down");
    }

    [Fact]
    public async Task Ctrl_C_in_a_terminal_reaches_the_script_alone_which_stops_the_service_before_PostgreSQL()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data, inOwnSession: true);

        // A terminal sends it to the whole process group.
        await Command.SignalAsync("INT", -run.Id);

        (await run.EndAsync()).ShouldBe((0, ""));
        data.Processes().ShouldBeEmpty();
        File.ReadAllText(Path.Combine(data.Folder, "service.log")).ShouldContain("Application is shutting down");
        // PostgreSQL says this of each client that it had to send away.
        data.PostgresLog.ShouldNotContain("terminating connection due to administrator command");
    }

    [Fact]
    public async Task When_the_service_dies_PostgreSQL_is_stopped_too()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data);

        await Command.SignalAsync("KILL", data.Service);

        var (exitCode, errors) = await run.EndAsync();
        exitCode.ShouldBe(1);
        errors.ShouldContain("The service stopped by itself");
        data.Processes().ShouldBeEmpty();
    }

    [Fact]
    public async Task When_PostgreSQL_dies_the_service_is_stopped_too()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data);

        await Command.SignalAsync("KILL", data.Postmaster);

        var (exitCode, errors) = await run.EndAsync();
        exitCode.ShouldBe(1);
        errors.ShouldContain("PostgreSQL stopped by itself");
        data.Processes().ShouldBeEmpty();
    }
}
