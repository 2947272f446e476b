using System.Net;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Infrastructure.Reads;
using ClinicNotes.WebApi.Tests.Appends;
using NodaTime;
using NodaTime.Testing;

namespace ClinicNotes.WebApi.Tests.Reads;

public sealed class KeepingReadsTests(Database database)
{
    private const string Note = "/v1/clinic/session_notes/46";

    [Fact]
    public async Task Reads_of_a_time_in_which_nothing_can_be_recorded_are_answered_and_recorded_afterwards_in_their_order()
    {
        await using var service = await Ready();
        await service.Execute("revoke insert on mt_events from clinicnotes_service");
        var requests = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            var (reply, request) = await service.Asks("demo-provider", Note);
            reply.ShouldBe(HttpStatusCode.OK);
            requests.Add(request);
        }

        await Patiently.Until(async () => (await service.As(null).Get("/health/ready")).Body == "Degraded");
        await Patiently.Until(() => Task.FromResult(service.Log.Count("Reads cannot be recorded at the moment.") > 0));
        service.Log.Count("Reads cannot be recorded at the moment.").ShouldBe(1);
        await service.Execute("grant insert on mt_events to clinicnotes_service");

        await service.Record(requests[^1]);
        (
            await service.Scalar<string[]>(
                """
                select array_agg(read ->> 'request_id' order by version, n)
                from mt_events, jsonb_array_elements(data -> 'reads') with ordinality as reads (read, n) where stream_id = 'reads-121'
                """
            )
        ).ShouldBe(requests);
        await Patiently.Until(async () => (await service.As(null).Get("/health/ready")).Body == "Healthy");
    }

    [Fact]
    public async Task A_record_whose_acknowledgement_is_lost_is_there_once()
    {
        await using var proxy = new DeafProxy(await database.Make());
        await using var service = await new Service(proxy.ConnectionString).Start();
        var requestId = $"lost-{Guid.NewGuid():N}";
        proxy.LoseTheAnswerTo(requestId);
        using var http = service.CreateClient();
        http.DefaultRequestHeaders.Add("X-Request-Id", requestId);

        (await new Client(http, "demo-provider").Get(Note)).ShouldBe(HttpStatusCode.OK);
        await Patiently.Until(() => Task.FromResult(service.Log.Count("Reads cannot be recorded at the moment.") == 1));
        var (_, after) = await service.Asks("demo-provider", Note);

        await service.Record(after);
        (await service.Recorded(requestId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_ends_records_first_what_was_read()
    {
        var service = await Ready();
        var requests = new List<string>();
        foreach (var token in new[] { "demo-provider", "demo-auditor", "demo-provider" })
            requests.Add((await service.Asks(token, Note)).RequestId);

        await service.DisposeAsync();

        await using var left = Npgsql.NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = left.CreateCommand(
            "select count(*) from mt_events, jsonb_array_elements(data -> 'reads') read where read ->> 'request_id' = any($1)"
        );
        command.Parameters.Add(new() { Value = requests.ToArray() });
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(3L);
    }

    [Fact]
    public async Task Reads_of_one_user_at_two_services_are_all_recorded()
    {
        await using var one = await Ready();
        await using var other = await new Service(one.ConnectionString).Start();

        var asked = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? one : other).Asks("demo-provider", Note)));

        foreach (var (_, request) in asked)
            await one.Record(request);
        (
            await one.Scalar<bool>(
                """
                select count(*) = max(version) and sum(jsonb_array_length(data -> 'reads')) = 200
                from mt_events where stream_id = 'reads-121'
                """
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_the_settings_want_it_a_read_is_recorded_before_it_is_answered_or_not_answered()
    {
        await using var service = new Service(await database.Make()) { Settings = { ["Reads:BeforeTheAnswer"] = "true" } };
        await service.Start();

        var asked = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.Asks("demo-provider", Note)));

        foreach (var (reply, request) in asked)
        {
            reply.ShouldBe(HttpStatusCode.OK);
            (await service.Recorded(request)).ShouldBe(1);
        }

        await service.Execute("revoke insert on mt_events from clinicnotes_service");
        (await service.As("demo-provider").Get(Note)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await service.Execute("grant insert on mt_events to clinicnotes_service");
        (await service.As("demo-provider").Get(Note)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task When_no_more_can_wait_nothing_more_is_shown()
    {
        var queue = Queue();
        for (var i = 0; i < 50_000; i++)
            await Record(queue);

        await Should.ThrowAsync<TimeoutException>(() => Record(queue));

        queue.Take(1).ShouldHaveSingleItem();
        await Record(queue);
    }

    [Fact]
    public async Task Reads_gather_no_longer_once_there_are_as_many_as_are_recorded_at_once()
    {
        using var test = new CancellationTokenSource();
        var queue = Queue();
        await Record(queue);

        var gathering = queue.Gather(Timeout.InfiniteTimeSpan, enough: 2, test.Token);
        await Record(queue);

        gathering.IsCompleted.ShouldBeFalse();
        queue.Gather(Timeout.InfiniteTimeSpan, enough: 2, test.Token).IsCompletedSuccessfully.ShouldBeTrue();
        await test.CancelAsync();
        await Should.ThrowAsync<TaskCanceledException>(gathering);
    }

    private static ReadQueue Queue() => new(new FakeClock(Instant.FromUtc(2026, 3, 1, 12, 0)), beforeTheAnswer: false);

    private static Task Record(ReadQueue queue) =>
        queue.Record(new Actor(1, 121, [Role.Provider]), Shown.OfNote(ReadKind.SessionNote, 46), "192.0.2.7", "request", default).AsTask();

    private async Task<Service> Ready()
    {
        var service = await new Service(await database.Make()).Start();
        await service.IsReady();
        return service;
    }
}
