using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Feed;

public sealed class StreamTests(Database database, RunningService running) : IClassFixture<RunningService>
{
    private const string Requested = "clinicnotes.addendum.requested.v1";

    [Fact]
    public async Task A_follower_gets_each_event_with_its_position_and_type_just_as_the_pull_feed_tells_it()
    {
        await running.Supervisor.RecordsASignOff();
        var end = await LedgerOf.Signed(running.Service);
        await using var follower = await Follower.Of(running.Service, "after=0");
        follower.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");

        var events = await follower.Next((int)end);

        foreach (var e in events)
            EventSchema.ShouldHold(e.Data);
        var pulled = (await running.Program.Get("/v1/clinic/events?limit=1000")).Json["events"]!.AsArray().Take((int)end).ToArray();
        events.Select(e => e.EventId).ShouldBe(Enumerable.Range(1, (int)end).Select(position => $"{position}"));
        events.Select(e => e.EventType).ShouldBe(pulled.Select(e => (string)e!["type"]!));
        events.Select(e => JsonNode.Parse(e.Data)!.ToJsonString()).ShouldBe(pulled.Select(e => e!.ToJsonString()));
    }

    [Fact]
    public async Task What_is_recorded_while_somebody_follows_is_sent_at_once()
    {
        var end = await LedgerOf.Signed(running.Service);
        await using var follower = await Follower.Of(running.Service, $"after={end}&types={Requested}");

        for (var i = 0; i < 5; i++)
        {
            var id = await running.Supervisor.RequestsAnAddendum();
            AddendumOf((await follower.Next()).Data).ShouldBe(id);
        }
    }

    [Fact]
    public async Task A_follower_goes_on_after_the_last_id_that_it_got_whatever_the_address_says()
    {
        await LedgerOf.Signed(running.Service);
        await using (var first = await Follower.Of(running.Service, "after=3"))
        {
            (await first.Next(4)).Select(e => e.EventId).ShouldBe(["4", "5", "6", "7"]);
            first.LastEventId.ShouldBe("7");
        }

        await using var second = await Follower.Of(running.Service, "after=3", lastEventId: "7");

        (await second.Next()).EventId.ShouldBe("8");
    }

    [Fact]
    public async Task A_filter_lets_through_what_it_names_of_old_and_new_alike()
    {
        await running.Supervisor.RequestsAnAddendum(note: 60);
        await running.Supervisor.RequestsAnAddendum(note: 61);
        await running.Supervisor.RecordsASignOff(note: 60);
        await LedgerOf.Signed(running.Service);
        await using var follower = await Follower.Of(running.Service, $"types={Requested}&session_note_id=60");
        var first = await follower.Next();

        await running.Supervisor.RequestsAnAddendum(note: 61);
        await running.Supervisor.RecordsASignOff(note: 60);
        var id = await running.Supervisor.RequestsAnAddendum(note: 60);

        var next = await follower.Next();
        AddendumOf(next.Data).ShouldBe(id);
        new[] { first, next }.ShouldAllBe(e => e.EventType == Requested && e.Data.Contains("\"subject\":\"session-note-60\""));
    }

    [Fact]
    public async Task A_token_that_is_revoked_ends_the_stream_and_begins_no_other()
    {
        await using var service = await new Service(await database.Make()).Start();
        var program = await service.EnrolsWithToken(1, 900, Role.Service);
        var end = await LedgerOf.Signed(service);
        await using var follower = await Follower.Of(service, $"after={end}&types={Requested}", token: program.Token);
        await service.As("demo-admin").Delete($"{Client.Users}/900/tokens/{program.Id}");
        service.Clock.AdvanceSeconds(5);

        await service.As("demo-supervisor").RequestsAnAddendum();

        (await follower.Rest()).ShouldBeEmpty();
        (await service.As(program.Token).Get(Follower.Path)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_may_follow_no_longer_is_sent_no_more()
    {
        await using var service = await new Service(await database.Make()).Start();
        var program = await service.EnrolsWithToken(1, 900, Role.Service);
        await using var follower = await Follower.Of(service, $"after={await LedgerOf.Signed(service)}", token: program.Token);
        await service.As("demo-admin").Put($"{Client.Users}/900/roles", """{"user":{"roles":["provider"]}}""");
        service.Clock.AdvanceSeconds(5);

        await follower.Rest();

        (await service.As(program.Token).Get(Follower.Path)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_stream_ends_when_the_service_does()
    {
        await using var service = await new Service(await database.Make()).Start();
        await using var follower = await Follower.Of(service, $"after={await LedgerOf.Signed(service)}");

        var rest = follower.Rest();
        service.Ends();

        (await rest).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_ends_when_an_older_database_is_restored_and_who_comes_back_is_told_so()
    {
        var connectionString = await database.Make();
        long end;
        await using (var keeper = await new Service(connectionString).Start())
            end = await LedgerOf.Signed(keeper);
        await using var service = await new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } }.Start();
        await using var follower = await Follower.Of(service, $"after={end - 1}");
        (await follower.Next()).EventId.ShouldBe($"{end}");

        await service.Tamper($"delete from ledger_entries where clinic_id = '1' and position > {end - 2}");

        (await follower.Rest()).ShouldBeEmpty();
        (await service.As("demo-service").Get($"{Follower.Path}?after={follower.LastEventId}"))
            .ShouldBe(HttpStatusCode.UnprocessableEntity)
            .Body.ShouldContain("was the database restored?");
    }

    [Fact]
    public async Task However_many_follow_what_is_new_is_read_once()
    {
        await using var service = await new Service(await database.Make()).Start();
        var end = await LedgerOf.Signed(service);
        var followers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Follower.Of(service, $"after={end}")));
        await service.As("demo-supervisor").RequestsAnAddendum();
        await Task.WhenAll(followers.Select(follower => follower.Next()));
        const string read = "from ledger_entries l join mt_events e";
        var before = service.Log.Count(read);

        for (var i = 0; i < 10; i++)
            await service.As("demo-supervisor").RequestsAnAddendum();
        await LedgerOf.Signed(service);
        var sent = await Task.WhenAll(followers.Select(follower => follower.Next(10)));

        sent.ShouldAllBe(events => events.Select(e => e.EventId).SequenceEqual(sent[0].Select(e => e.EventId)));
        (service.Log.Count(read) - before).ShouldBeLessThan(100, "each follower would have read by itself");
        foreach (var follower in followers)
            await follower.DisposeAsync();
    }

    [Theory]
    [InlineData("after=x", null, """{"errors":{"after":["is not a number"]}}""")]
    [InlineData("after=1", "x", """{"errors":{"after":["is not a number"]}}""")]
    [InlineData("after=1", "+1", """{"errors":{"after":["is not a number"]}}""")]
    [InlineData("after=1", "1, 2", """{"errors":{"after":["is not a number"]}}""")]
    [InlineData("after=1", "99999999999999999999", """{"errors":{"after":["must be from 0 to 9007199254740991"]}}""")]
    [InlineData("after=1", "-1", """{"errors":{"after":["must be from 0 to 9007199254740991"]}}""")]
    [InlineData(
        "types=y&session_note_id=x",
        null,
        """{"errors":{"types":["names what is no type of event"],"session_note_id":["is not a number"]}}"""
    )]
    public async Task A_question_that_makes_no_sense_is_refused(string query, string? lastEventId, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Follower.Path}?{query}");
        request.Headers.Add("X-User-Token", "demo-service");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        using var http = running.Service.CreateClient();

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(body);
    }

    [Fact]
    public async Task A_position_beyond_the_end_is_refused() =>
        (await running.Program.Get($"{Follower.Path}?after=1000000000")).ShouldBe(HttpStatusCode.UnprocessableEntity);

    private static long AddendumOf(string data) => JsonNode.Parse(data)!["data"]!["addendum_id"]!.GetValue<long>();
}
