using System.Net;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Feed;

public sealed class WaitingTests(Database database, RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task The_answer_comes_with_the_event_that_is_waited_for()
    {
        var end = await LedgerOf.Signed(running.Service);
        var waiting = Wait(running.Service, $"after={end}&types=clinicnotes.addendum.requested.v1&session_note_id=47");
        await IsListened(running.Service);

        await running.Supervisor.RequestsAnAddendum(note: 46);
        await running.Supervisor.RecordsASignOff(note: 47);
        var id = await running.Supervisor.RequestsAnAddendum(note: 47);

        var page = (await waiting).ShouldBe(HttpStatusCode.OK).Json;
        var told = page["events"]!.AsArray().ShouldHaveSingleItem()!;
        told["data"]!["addendum_id"]!.GetValue<long>().ShouldBe(id);
        long.Parse((string)page["next"]!).ShouldBeGreaterThanOrEqualTo(long.Parse((string)told["sequence"]!));
    }

    [Fact]
    public async Task Who_waited_in_vain_goes_on_after_what_was_looked_at()
    {
        var end = await LedgerOf.Signed(running.Service);

        var page = (await Wait(running.Service, $"after={end}&types=clinicnotes.user.enrolled.v1", seconds: 1)).Json;

        page["events"]!.AsArray().ShouldBeEmpty();
        long.Parse((string)page["next"]!).ShouldBeGreaterThanOrEqualTo(end);
    }

    [Fact]
    public async Task What_is_there_is_not_waited_for()
    {
        await LedgerOf.Signed(running.Service);

        (await Wait(running.Service, "after=0&limit=1")).Json["events"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Any_service_tells_of_what_another_recorded()
    {
        var connectionString = await database.Make();
        await using var first = await new Service(connectionString).Start();
        await LedgerOf.Signed(first);
        await using var second = new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } };
        await second.Start();
        var waiting = Wait(second, $"after={await LedgerOf.Signed(first)}&types=clinicnotes.addendum.requested.v1");
        await IsListened(second);

        var id = await first.As("demo-supervisor").RequestsAnAddendum();

        Ids(await waiting).ShouldBe([id]);
    }

    [Fact]
    public async Task Who_is_told_nothing_looks_from_time_to_time()
    {
        await using var service = await new Service(await database.Make()).Start();
        var waiting = Wait(service, $"after={await LedgerOf.Signed(service)}&types=clinicnotes.addendum.requested.v1");
        await IsListened(service);
        await service.Execute($"select pg_terminate_backend(pid) from pg_stat_activity where {Listening}");

        var id = await service.As("demo-supervisor").RequestsAnAddendum();

        Ids(await waiting).ShouldBe([id]);
        await IsListened(service);
    }

    [Fact]
    public async Task Who_waits_is_answered_when_the_service_ends()
    {
        await using var service = await new Service(await database.Make()).Start();
        var end = await LedgerOf.Signed(service);
        await service.IsReady();
        var before = service.Log.Count(LookUp);
        var waiting = Wait(service, $"after={end}&types=clinicnotes.user.enrolled.v1");
        await HasAsked(service, before);

        service.Ends();

        (await waiting).ShouldBe(HttpStatusCode.OK).Json["events"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Whose_token_is_revoked_while_waiting_is_told_nothing()
    {
        await using var service = await new Service(await database.Make()).Start();
        var program = await service.EnrolsWithToken(1, 900, Role.Service);
        var waiting = Wait(
            service,
            $"after={await LedgerOf.Signed(service)}&types=clinicnotes.addendum.requested.v1",
            token: program.Token
        );
        await IsListened(service);
        (await service.As("demo-admin").Delete($"{Client.Users}/900/tokens/{program.Id}")).ShouldBe(HttpStatusCode.OK);
        service.Clock.AdvanceSeconds(5);

        await service.As("demo-supervisor").RequestsAnAddendum();

        (await waiting).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_goes_away_is_not_waited_for()
    {
        await using var service = await new Service(await database.Make()).Start();
        var end = await LedgerOf.Signed(service);
        using var gone = new CancellationTokenSource();
        using var http = service.CreateClient();
        http.DefaultRequestHeaders.Add("X-User-Token", "demo-service");
        await service.IsReady();
        var before = service.Log.Count(LookUp);
        var waiting = http.GetAsync($"/v1/clinic/events?after={end}&types=clinicnotes.user.enrolled.v1&wait=30", gone.Token);

        await HasAsked(service, before);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await Patiently.Until(() => Task.FromResult(service.Log.Count("The request was aborted") > 0));
    }

    private const string Listening = "datname = current_database() and query = 'listen clinicnotes_ledger'";

    private const string LookUp = "Executing command: select tenant_id, stream_id from mt_events where type = 'token_issued'";

    // The service listens anyway: that it has a request shows by its looking for the token.
    private static Task HasAsked(Service service, int before) => Patiently.Until(() => Task.FromResult(service.Log.Count(LookUp) > before));

    /// <summary>Somebody waits: the service has begun to listen.</summary>
    private static Task IsListened(Service service) =>
        Patiently.Until(async () => await service.Scalar<long>($"select count(*) from pg_stat_activity where {Listening}") > 0);

    private static Task<Reply> Wait(Service service, string query, int seconds = 30, string token = "demo-service") =>
        service.As(token).Get($"/v1/clinic/events?{query}&wait={seconds}");

    private static IEnumerable<long> Ids(Reply reply) =>
        reply.ShouldBe(HttpStatusCode.OK).Json["events"]!.AsArray().Select(e => (long)e!["data"]!["addendum_id"]!);
}
