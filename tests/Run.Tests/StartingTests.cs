using System.Net;
using System.Net.Sockets;

namespace ClinicNotes.Run.Tests;

public class StartingTests
{
    [Fact]
    public async Task The_last_thing_printed_is_the_address_the_demo_tokens_and_three_curl_lines_that_work_when_pasted()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data);

        run.Block.ShouldContain($"ClinicNotes answers at {run.Url}\n");
        foreach (
            var token in new[]
            {
                "demo-provider",
                "demo-supervisor",
                "your_token_here",
                "demo-admin",
                "demo-auditor",
                "demo-service",
                "demo-other-clinic",
                "demo-other-auditor",
            }
        )
        {
            run.Block.ShouldContain(token);
        }

        var lines = run.Block.Split('\n').Where(line => line.Contains("curl ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(3);
        // The shell's own curl, which also says each status.
        var pasted = string.Join('\n', lines.Prepend("curl() { command curl \"$@\" -w '%{stderr}%{http_code} '; }"));
        var shell = await Command.RunAsync("bash", "-c", pasted);
        shell.Errors.ShouldBe("201 200 201", shell.Output);
    }

    [Fact]
    public async Task The_ledger_is_signed_by_a_key_that_is_made_once_and_nobody_else_can_read()
    {
        await using var data = new DataFolder();
        var key = Path.Combine(data.Folder, "ledger.key");
        string verifier;
        using (var run = await Running.StartAsync(data))
        {
            verifier = await Verifier(run);
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await run.StopAsync();
        }

        using var again = await Running.StartAsync(data);
        (await Verifier(again)).ShouldBe(verifier);
        verifier.ShouldStartWith("clinicnotes/1+");

        static async Task<string> Verifier(Running run)
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Add("X-User-Token", "demo-auditor");
            return await http.GetStringAsync($"{run.Url}/v1/audit/log/key");
        }
    }

    [Fact]
    public async Task A_database_of_ones_own_is_used_instead_of_starting_a_PostgreSQL()
    {
        await using var own = new DataFolder();
        await using var data = new DataFolder();
        var postgres = await Command.PostgresAsync("start", own.Folder);

        using var run = await Running.StartAsync(data, connection: postgres.Output);
        using var client = new Client(run.Url);
        await client.RequestAddendumAsync("Kept elsewhere");

        Directory.Exists(Path.Combine(data.Folder, "postgres")).ShouldBeFalse();
        (await run.StopAsync()).ExitCode.ShouldBe(0);
        own.PostgresProcesses().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("--port", "--port is not an option of ./run: see ./run --help.")]
    [InlineData("--data", "--data needs a value: see ./run --help.")]
    [InlineData("--urls=nowhere", "nowhere is not an address to answer at: give one like http://127.0.0.1:9000.")]
    public async Task An_option_that_cannot_be_followed_is_refused_with_a_sentence_and_exit_code_2(string option, string sentence)
    {
        var refused = await Command.RunAsync("./run", option);

        refused.ShouldBe(new Finished(2, "", sentence));
    }

    [Fact]
    public async Task Help_says_what_the_options_are() => (await Command.RunAsync("./run", "--help")).Output.ShouldContain("--data DIR");

    [Fact]
    public async Task A_port_that_a_stranger_has_is_named()
    {
        await using var data = new DataFolder();
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;

        var refused = await Command.RunAsync("./run", "--urls", $"http://127.0.0.1:{port}", "--data", data.Folder);

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldBe($"Port {port} of 127.0.0.1 is taken by another program: stop that, or choose another address with --urls.");
        data.Processes().ShouldBeEmpty();
    }
}
