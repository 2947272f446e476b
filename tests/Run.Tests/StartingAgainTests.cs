using System.Net;

namespace ClinicNotes.Run.Tests;

public class StartingAgainTests
{
    private static readonly Func<Running, DataFolder, IEnumerable<int>>[] Victims =
    [
        (script, _) => [script.Id],
        (_, data) => [data.Service],
        (_, data) => [data.Postmaster],
        (script, data) => [script.Id, data.Postmaster],
        (script, data) => [script.Id, data.Service, data.Postmaster],
        (script, data) => [script.Id, data.Service, .. data.PostgresProcesses()],
    ];

    [Fact]
    public async Task What_was_answered_is_there_after_a_restart()
    {
        await using var data = new DataFolder();
        using var first = await Running.StartAsync(data);
        var addendums = await RequestAsync(first, 3);
        await first.StopAsync();

        using var second = await Running.StartAsync(data);

        await ShouldStandAsync(second, addendums);
    }

    [Fact]
    public async Task After_kill_9_of_any_of_its_processes_it_starts_again_and_every_answer_ever_given_stands()
    {
        await using var data = new DataFolder();
        List<string> addendums = [];
        foreach (var victims in Victims)
        {
            using var run = await Running.StartAsync(data);
            await ShouldStandAsync(run, addendums);
            addendums.AddRange(await RequestAsync(run, 3));

            await Command.SignalAsync("KILL", victims(run, data));
            await run.EndAsync();
        }

        using var last = await Running.StartAsync(data);
        await ShouldStandAsync(last, addendums);
        (await last.StopAsync()).ExitCode.ShouldBe(0);
        data.Processes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_was_given_the_number_of_a_killed_service_is_left_alone()
    {
        await using var data = new DataFolder();
        Directory.CreateDirectory(data.Folder);
        using var stranger = Command.Prepare("sleep", "600");
        stranger.Start();
        await File.WriteAllTextAsync(Path.Combine(data.Folder, "service.pid"), $"{stranger.Id}\n", TestContext.Current.CancellationToken);

        using var run = await Running.StartAsync(data);

        stranger.HasExited.ShouldBeFalse();
        stranger.Kill();
    }

    [Fact]
    public async Task A_second_one_on_the_same_data_names_the_first_and_stops_and_the_first_lives_on()
    {
        await using var data = new DataFolder();
        using var first = await Running.StartAsync(data);
        var postmaster = data.Postmaster;

        var second = await Command.RunAsync("./run", "--urls", Running.FreeUrl(), "--data", data.Folder);

        second.ShouldBe(
            new Finished(1, "", $"Another ./run (process {first.Id}) uses {data.Folder}: stop it or choose another folder with --data.")
        );
        using var client = new Client(first.Url);
        (await client.ReadyAsync()).ShouldBe(HttpStatusCode.OK);
        data.Postmaster.ShouldBe(postmaster);
    }

    [Fact]
    public async Task Two_at_once_on_addresses_and_folders_of_their_own_do_not_disturb_each_other()
    {
        await using var data = new DataFolder();
        await using var otherData = new DataFolder();
        var starting = Running.StartAsync(data);
        using var other = await Running.StartAsync(otherData);
        using var run = await starting;
        var addendums = await RequestAsync(run, 1);
        await other.StopAsync();

        await ShouldStandAsync(run, addendums);
    }

    private static async Task<List<string>> RequestAsync(Running run, int count)
    {
        using var client = new Client(run.Url);
        List<string> answers = [];
        for (var i = 0; i < count; i++)
        {
            answers.Add(await client.RequestAddendumAsync($"Addendum {i}"));
        }

        return answers;
    }

    private static async Task ShouldStandAsync(Running run, List<string> addendums)
    {
        using var client = new Client(run.Url);
        foreach (var addendum in addendums)
        {
            (await client.ReadAddendumAsync(addendum)).ShouldBe(addendum);
        }
    }
}
