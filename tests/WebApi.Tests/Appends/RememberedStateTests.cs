using System.Net;

namespace ClinicNotes.WebApi.Tests.Appends;

/// <summary>A service remembers what the streams that it wrote fold to; another service on the same database may know better.</summary>
public sealed class RememberedStateTests(RunningService running) : IClassFixture<RunningService>, IAsyncLifetime
{
    private readonly Service _other = new(running.Service.ConnectionString);

    public async ValueTask InitializeAsync() => await _other.Start();

    public ValueTask DisposeAsync() => _other.DisposeAsync();

    [Fact]
    public async Task Nothing_to_change_is_answered_with_what_another_service_recorded_since()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        var theirs = await Respond(_other, id, """{"instructions_response":"Theirs"}""");

        (await Respond(running.Service, id, "{}")).ShouldBe(HttpStatusCode.OK, theirs.Body);
    }

    [Fact]
    public async Task What_another_service_recorded_already_is_not_recorded_again()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        var theirs = await Respond(_other, id, """{"instructions_response":"The same"}""");

        (await Respond(running.Service, id, """{"instructions_response":"The same"}""")).ShouldBe(HttpStatusCode.OK, theirs.Body);
        (await EventsOf(id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_is_decided_on_what_is_stored()
    {
        var id = await running.Supervisor.RecordsASignOff();
        var theirs = await Revise(_other.As("demo-admin"), id, """{"instructions":"By the admin"}""");
        theirs.ShouldBe(HttpStatusCode.OK);

        (await Revise(running.Provider, id, """{"instructions":"By a provider"}""")).ShouldBe(HttpStatusCode.Forbidden);
        (await Revise(running.Supervisor, id, "{}")).ShouldBe(HttpStatusCode.OK, theirs.Body);
    }

    [Fact]
    public async Task Two_services_that_race_for_one_stream_lose_no_answer()
    {
        var id = await running.Supervisor.RequestsAnAddendum();

        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i => Respond(i % 2 == 0 ? running.Service : _other, id, $$"""{"instructions_response":"Response {{i}}"}"""))
        );

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.OK);
        (await EventsOf(id)).ShouldBe(41);
        (await running.Service.Scalar<long>($"select version from mt_streams where id = 'addendum-{id}'")).ShouldBe(41);
    }

    [Fact]
    public async Task Responding_to_what_was_just_written_reads_no_events()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        var (events, versions) = Readings();

        (await Respond(running.Service, id, """{"instructions_response":"Done"}""")).ShouldBe(HttpStatusCode.OK);
        Readings().ShouldBe((events, versions));

        (await Respond(running.Service, id, "{}")).ShouldBe(HttpStatusCode.OK);
        Readings().Events.ShouldBe(events);
        Readings().Versions.ShouldBeGreaterThan(versions, "no event shows that what is remembered is what is stored");
    }

    private (int Events, int Versions) Readings() =>
        (running.Service.Log.Count("from public.mt_events"), running.Service.Log.Count("select versions_of_streams("));

    private static Task<Reply> Respond(Service service, long id, string addendum) =>
        service.As("demo-supervisor").Put($"{Client.Addendums}/{id}", $$$"""{"session_note_id":46,"addendum":{{{addendum}}}}""");

    private static Task<Reply> Revise(Client client, long id, string signOff) =>
        client.Put($"{Client.SignOffs}/{id}", $$$"""{"session_note_id":46,"sign_off":{{{signOff}}}}""");

    private Task<long> EventsOf(long id) =>
        running.Service.Scalar<long>($"select count(*) from mt_events where stream_id = 'addendum-{id}'");
}
