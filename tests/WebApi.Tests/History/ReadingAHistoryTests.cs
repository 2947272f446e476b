using System.Net;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.History;

public sealed class ReadingAHistoryTests(RunningService running) : IClassFixture<RunningService>
{
    private static readonly string Digest = Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(Convert.FromBase64String(Pictures.Signature.Split(',')[1]))
    );

    [Fact]
    public async Task It_tells_who_did_what_when_and_by_which_request()
    {
        var note = await Note();
        running.Service.Clock.Reset(Instant.FromUtc(2023, 10, 21, 9, 0));
        var addendum = await running.Provider.RequestsAnAddendum(note, "Look again");
        running.Service.Clock.AdvanceMinutes(1);
        using var http = running.Service.CreateClient();
        http.DefaultRequestHeaders.Add("X-User-Token", "demo-supervisor");
        http.DefaultRequestHeaders.Add("X-Request-Id", "the-response");
        var answer =
            $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"Done","responded_signature":"{{{Pictures.Signature}}}"}}""";
        using var body = new StringContent(answer, System.Text.Encoding.UTF8, "application/json");
        using var responded = await http.PutAsync($"{Client.Addendums}/{addendum}", body, TestContext.Current.CancellationToken);
        responded.StatusCode.ShouldBe(HttpStatusCode.OK);

        var history = (await History(note)).ShouldBe(HttpStatusCode.OK).Json;

        history["pagination"]!.ToJsonString().ShouldBe("""{"current_page":1,"total_pages":1,"total_count":3,"per_page":25}""");
        var events = history["events"]!.AsArray();
        events.Select(e => (string)e!["type"]!).ShouldBe(["session_note_registered", "addendum_requested", "addendum_responded"]);
        events[1]!["actor"]!.ToJsonString().ShouldBe("""{"id":121,"name":"Demo Provider","role":"provider"}""");
        events[1]!["changes"]!.ToJsonString().ShouldBe("""[{"field":"instructions","from":null,"to":"Look again"}]""");
        events[1]!["request_id"]!.GetValue<string>().ShouldMatch("^[0-9a-f]{32}$");
        events[1]!["signature_sha256"].ShouldBeNull();

        var last = events[2]!.AsObject();
        string[] fields =
        [
            "position",
            "stream",
            "version",
            "type",
            "recorded_at",
            "actor",
            "changes",
            "signature_sha256",
            "request_id",
            "covers",
            "stale",
        ];
        last.Select(field => field.Key).ShouldBe(fields);
        ((string)last["stream"]!).ShouldBe($"addendum-{addendum}");
        ((int)last["version"]!).ShouldBe(2);
        ((string)last["recorded_at"]!).ShouldBe("2023-10-21T09:01:00.000Z");
        last["actor"]!.ToJsonString().ShouldBe("""{"id":123,"name":"Demo Supervisor","role":"supervisor"}""");
        last["changes"]!
            .ToJsonString()
            .ShouldBe(
                $$$"""[{"field":"instructions_response","from":null,"to":"Done"},{"field":"responded_signature","from":null,"to":"{{{Digest}}}"}]"""
            );
        ((string)last["signature_sha256"]!).ShouldBe(Digest);
        ((string)last["request_id"]!).ShouldBe("the-response");
    }

    [Fact]
    public async Task A_page_shows_what_changed_although_the_value_before_is_on_another()
    {
        var note = await Note();
        var addendum = await running.Provider.RequestsAnAddendum(note);
        foreach (var response in new[] { "One", "Two", "Three" })
            await Respond(note, addendum, response);

        var page = (await History(note, "page=5&page_size=1")).ShouldBe(HttpStatusCode.OK).Json;

        page["pagination"]!.ToJsonString().ShouldBe("""{"current_page":5,"total_pages":5,"total_count":5,"per_page":1}""");
        page["events"]!.AsArray().ShouldHaveSingleItem()!["changes"]![0]!
            .ToJsonString()
            .ShouldBe("""{"field":"instructions_response","from":"Two","to":"Three"}""");
        (await History(note, "page=6&page_size=1")).Json["events"]!.AsArray().ShouldBeEmpty();
        (await History(note, "page=9007199254740991&page_size=100")).Json["events"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_filtered_by_time_actor_and_type()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2024, 1, 1, 0, 0));
        var note = await Note();
        running.Service.Clock.Reset(Instant.FromUtc(2024, 1, 2, 8, 0));
        var addendum = await running.Provider.RequestsAnAddendum(note);
        running.Service.Clock.Reset(Instant.FromUtc(2024, 1, 3, 23, 59));
        await Respond(note, addendum, "Done");

        (await Types(note, "from=2024-01-02T08:00:00Z&to=2024-01-02T08:00:00Z")).ShouldBe(["addendum_requested"]);
        (await Types(note, "from=2024-01-03")).ShouldBe(["addendum_responded"]);
        (await Types(note, "to=2024-01-03")).Count.ShouldBe(3, "a date is the whole day");
        (await Types(note, "to=2024-01-02")).Count.ShouldBe(2);
        (await Types(note, "actor_id=121")).ShouldBe(["addendum_requested"]);
        (await Types(note, "type=addendum_responded")).ShouldBe(["addendum_responded"]);
        (await Types(note, "type=addendum_responded&actor_id=121")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("page=0", "page", "is invalid")]
    [InlineData("page=one", "page", "is not a number")]
    [InlineData("page=1&page=2", "page", "is not a number")]
    [InlineData("page_size=101", "page_size", "must be from 1 to 100")]
    [InlineData("page_size=0", "page_size", "is invalid")]
    [InlineData("page_size=99999999999999999999", "page_size", "is invalid")]
    [InlineData("from=yesterday", "from", "invalid format")]
    [InlineData("to=", "to", "can't be blank")]
    [InlineData("actor_id=me", "actor_id", "is not a number")]
    [InlineData("type=note_burnt", "type", "is no type of event")]
    public async Task A_bad_parameter_is_refused(string query, string field, string sentence) =>
        (await History(46, query)).ShouldBe(HttpStatusCode.UnprocessableEntity, $$$"""{"errors":{"{{{field}}}":["{{{sentence}}}"]}}""");

    [Fact]
    public async Task Auditor_and_admin_may_read_it_and_nobody_else()
    {
        foreach (var client in new[] { running.Auditor, running.Admin })
            (await client.Get(Address(46))).ShouldBe(HttpStatusCode.OK);
        foreach (var client in new[] { running.Provider, running.Supervisor, running.Program })
            (await client.Get(Address(46) + "?page=0")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_note_of_another_clinic_and_no_note_at_all_are_not_found()
    {
        var theirs = await running.Service.Enrols(2, 325, Domain.Access.Role.Auditor);
        var hidden = await theirs.Get(Address(46));
        hidden.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Session note not found"}""");
        foreach (var nothing in new[] { "999999", "abc", "0" })
            (await running.Auditor.Get($"/v1/clinic/session_notes/{nothing}/history")).ShouldBe(HttpStatusCode.NotFound, hidden.Body);
    }

    [Fact]
    public async Task An_actor_has_the_name_of_that_time()
    {
        var note = await Note();
        var user = await running.Service.Enrols(1, 777, Domain.Access.Role.Provider);
        await user.RequestsAnAddendum(note);
        running.Service.Clock.AdvanceMinutes(1);
        var renamed = new Application.Access.EnrolUser(
            Domain.Access.Actor.Operator(1),
            new(Application.GivenId.Of(777), Application.GivenText.Of("Married Name"), [Domain.Access.Role.Provider])
        );
        await running.Service.Does(renamed);
        running.Service.Clock.AdvanceMinutes(1);
        await user.RequestsAnAddendum(note);

        var events = (await History(note)).Json["events"]!.AsArray();
        events.Skip(1).Select(e => (string)e!["actor"]!["name"]!).ShouldBe(["User 777", "Married Name"]);
    }

    private static string Address(long note) => $"/v1/clinic/session_notes/{note}/history";

    private Task<Reply> History(long note, string query = "") => running.Auditor.Get($"{Address(note)}?{query}");

    private async Task<List<string>> Types(long note, string query) =>
        [.. (await History(note, query)).ShouldBe(HttpStatusCode.OK).Json["events"]!.AsArray().Select(e => (string)e!["type"]!)];

    private async Task<long> Note()
    {
        var note = Random.Shared.NextInt64(1_000_000, 9_000_000_000);
        (await running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":121}}""")).ShouldBe(
            HttpStatusCode.Created
        );
        return note;
    }

    private async Task Respond(long note, long addendum, string response) =>
        (
            await running.Supervisor.Put(
                $"{Client.Addendums}/{addendum}",
                $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"{{{response}}}"}}"""
            )
        ).ShouldBe(HttpStatusCode.OK);
}
