using System.Net;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Running;

public sealed class StoppingTests(Database database)
{
    private const string Waiting = """
        select count(*) from pg_stat_activity
        where datname = current_database() and usename = 'clinicnotes_service' and wait_event_type = 'Lock'
        """;

    [Fact]
    public async Task A_service_that_is_told_to_stop_takes_no_more_requests_and_finishes_those_that_it_has()
    {
        var connectionString = await database.Make();
        await using var sql = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var service = await ServiceProcess.Start(connectionString, ("Ledger__Keep", "false"));
        await using var obstacle = await sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Execute(obstacle, "begin; lock table mt_events in exclusive mode");
        var slow = service.As("demo-supervisor").Post(Client.Addendums, """{"session_note_id":46,"addendum":{"instructions":"Slow"}}""");
        await using var waiting = sql.CreateCommand(Waiting);
        await Patiently.Until(async () => await waiting.ExecuteScalarAsync() is > 0L);

        await service.Signal("TERM");

        await service.Says("Application is shutting down");
        await Patiently.Until(() => Refuses(service));
        slow.IsCompleted.ShouldBeFalse();
        await Execute(obstacle, "commit");
        (await slow).ShouldBe(HttpStatusCode.Created);
        (await service.End()).ShouldBe(0);
        await using var recorded = sql.CreateCommand("select count(*) from mt_events where type = 'addendum_requested'");
        (await recorded.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    private static async Task<bool> Refuses(ServiceProcess service)
    {
        try
        {
            await service.As(null).Get("/health/live");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
