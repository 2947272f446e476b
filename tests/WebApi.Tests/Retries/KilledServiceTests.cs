using System.Net;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Retries;

/// <summary>A service that is killed in the middle of a request with an <c>Idempotency-Key</c>.</summary>
public sealed class KilledServiceTests(RunningService running) : IClassFixture<RunningService>
{
    // The keeper of the ledger, which has an advisory lock, records too.
    private const string Waiting = """
        from pg_locks where relation = 'mt_events'::regclass and not granted
            and database = (select oid from pg_database where datname = current_database())
            and pid not in (select pid from pg_locks where locktype = 'advisory')
        """;

    [Theory]
    [InlineData("recorded", true)]
    [InlineData("lost", false)]
    public async Task A_request_in_flight_when_its_service_is_killed_is_recorded_once_and_answered_to_who_sends_it_again(
        string what,
        bool databaseGoesOn
    )
    {
        running.Service.Clock.Reset(SystemClock.Instance.GetCurrentInstant());
        var killed = await ServiceProcess.Start(
            running.Service.ConnectionString,
            ("Ledger__Key", LedgerOf.Key),
            ("Webhooks__Key", LedgerOf.Key)
        );
        await using var process = killed;
        await using (var held = await running.Service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await held.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var hold = new Npgsql.NpgsqlCommand("lock table mt_events in exclusive mode", held);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var sent = Send(killed.As("demo-supervisor"), what);
            await Patiently.Until(async () => await running.Service.Scalar<long>($"select count(*) {Waiting}") > 0);

            await killed.Signal("KILL");
            await killed.End();

            await Should.ThrowAsync<HttpRequestException>(sent);
            (await Send(running.Supervisor, what)).ShouldBe(HttpStatusCode.Conflict);
            if (!databaseGoesOn)
                await running.Service.Execute($"select pg_terminate_backend(pid) {Waiting}");
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        await Patiently.Until(async () => await Recorded(what) == (databaseGoesOn ? 1 : 0));
        running.Service.Clock.Reset(SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(1));
        var again = (await Send(running.Supervisor, what)).ShouldBe(HttpStatusCode.Created);

        Repeated.Same(await Send(running.Supervisor, what), again);
        (await Recorded(what)).ShouldBe(1);
    }

    private static Task<Reply> Send(Client client, string what) =>
        client.Post(
            Client.Addendums,
            $$$"""{"session_note_id":46,"addendum":{"instructions":"{{{what}}}"}}""",
            ("Idempotency-Key", $"\"{what}\"")
        );

    private Task<long> Recorded(string what) =>
        running.Service.Scalar<long>($"select count(*) from mt_events where data ->> 'instructions' = '{what}'");
}
