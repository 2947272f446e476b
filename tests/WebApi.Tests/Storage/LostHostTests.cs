using System.Globalization;
using ClinicNotes.Infrastructure.Storage;
using ClinicNotes.WebApi.Tests.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Storage;

/// <summary>How long PostgreSQL keeps what a service holds whose host is gone without a word; known only of TCP.</summary>
public sealed class LostHostTests : IAsyncLifetime
{
    private const string Address = "127.0.46.1";

    private readonly string _rules = Path.GetTempFileName();
    private OwnCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_rules, $"local all all trust\nhost all all {Address}/8 trust\n");
        File.SetUnixFileMode(_rules, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        _cluster = await OwnCluster.Start($"-c listen_addresses={Address} -c hba_file={_rules}");
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        File.Delete(_rules);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-c work_mem=1MB")]
    public async Task A_connection_that_holds_work_is_given_up_within_ten_seconds_whatever_options_are_given(string given)
    {
        var unanswered = await Number("tcp_keepalives_interval") * await Number("tcp_keepalives_count");
        (await Number("tcp_keepalives_idle") + unanswered).ShouldBeLessThan(10);
        (await Shown("tcp_user_timeout", pooled: false, given)).ShouldBe("9000");
        (await Shown("work_mem", pooled: false, given)).ShouldBe(given is "" ? "4MB" : "1MB");
        (await Shown("tcp_user_timeout", pooled: true, given)).ShouldBe("0");

        async Task<int> Number(string setting) => int.Parse(await Shown(setting, pooled: false, given), CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("", "off", "0")]
    [InlineData("-c work_mem=1MB", "off", "0")]
    [InlineData("-c jit=on -c max_parallel_workers_per_gather=1", "on", "1")]
    public async Task No_query_waits_until_PostgreSQL_has_compiled_it_or_begun_processes_unless_options_that_are_given_say_so(
        string given,
        string jit,
        string processes
    )
    {
        foreach (var pooled in new[] { true, false })
        {
            (await Shown("jit", pooled, given)).ShouldBe(jit);
            (await Shown("max_parallel_workers_per_gather", pooled, given)).ShouldBe(processes);
        }
    }

    private async Task<string> Shown(string setting, bool pooled, string given)
    {
        var tcp = new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Host = Address, Options = given };
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = tcp.ConnectionString })
            .Build();
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var database = services.DataSource(settings, pooled);
        await using var command = database.CreateCommand($"select current_setting('{setting}')");
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
