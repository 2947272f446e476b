using System.Net;
using NodaTime;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Running;

/// <summary>What keeps a service from being ready. That its database is away: see <c>DatabaseAwayTests</c>.</summary>
public sealed class ReadinessTests(Database database)
{
    private const string FsyncIsOff = "fsync is off: what was committed may be lost with the power.";
    private const string SynchronousCommitIsOff = "synchronous_commit is off: what was committed may be lost with the power.";

    [Fact]
    public async Task A_service_that_lives_and_one_that_is_ready_say_so_in_a_word()
    {
        await using var service = await new Service(await database.Make()).Start();
        await service.IsReady();

        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            var reply = await service.As(null).Get(path);
            reply.ShouldBe(HttpStatusCode.OK).Body.ShouldBe("Healthy");
            reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Without_the_schema_it_is_not_ready_and_names_the_command_that_brings_it()
    {
        await using var service = new Service(await database.MakeEmpty())
        {
            Settings =
            {
                ["Database:ApplyAtStart"] = "false",
                ["DemoData:Seed"] = "false",
                ["Ledger:Keep"] = "false",
            },
        };
        await service.Start();

        await IsNotReady(
            service,
            "The database lacks the schema of this version, or the service's role may not use it: ./clinicnotes db apply."
        );
        service.Log.Text.ShouldContain("./clinicnotes db apply");
        (await service.As(null).Get("/health/live")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_fsync_off_it_is_not_ready()
    {
        await using var cluster = await OwnCluster.Start("-c fsync=off");
        await using var service = await new Service(cluster.ConnectionString) { Settings = { ["DemoData:Seed"] = "false" } }.Start();

        await IsNotReady(service, FsyncIsOff);
    }

    [Theory]
    [InlineData("synchronous_commit=off", SynchronousCommitIsOff)]
    [InlineData("synchronous_commit=local", null)]
    public async Task With_synchronous_commit_off_for_its_connections_it_is_not_ready(string option, string? fault)
    {
        var connectionString = await database.Make();
        await using var service = new Service(connectionString)
        {
            Settings =
            {
                ["ConnectionStrings:Postgres"] = new NpgsqlConnectionStringBuilder(Database.OfService(connectionString))
                {
                    Options = $"-c {option}",
                }.ConnectionString,
            },
        };
        await service.Start();

        if (fault is null)
            await service.IsReady();
        else
            await IsNotReady(service, fault);
    }

    [Theory]
    [InlineData("begin; lock table ledger_progress")]
    [InlineData("alter table ledger_progress rename to elsewhere")]
    public async Task While_its_keeper_of_the_ledgers_is_stuck_it_is_not_ready(string obstacle)
    {
        await using var service = await new Service(await database.Make()).Start();
        await service.IsReady();
        await using var other = NpgsqlDataSource.Create(service.ConnectionString + ";Pooling=false");
        await using var connection = await other.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(obstacle, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        // A round that had begun before may still come to its end, and its clock with it.
        Reply? reply = null;
        await Patiently.Until(async () =>
        {
            service.Clock.Advance(Duration.FromSeconds(61));
            reply = await service.As(null).Get("/health/ready");
            return reply.Body.Contains("stuck", StringComparison.Ordinal);
        });

        reply!.ShouldBe(
            HttpStatusCode.ServiceUnavailable,
            """{"errors":"The keeper of the ledgers has been stuck for a minute: restart this service, and see its log for what stands in the way."}"""
        );
        (await service.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
    }

    private static async Task IsNotReady(Service service, string sentence)
    {
        Reply? reply = null;
        await Patiently.Until(async () =>
        {
            reply = await service.As(null).Get("/health/ready");
            return !reply.Body.Contains("warming up", StringComparison.Ordinal);
        });
        reply!.ShouldBe(HttpStatusCode.ServiceUnavailable, $$"""{"errors":"{{sentence}}"}""");
    }
}
