using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Reads;

namespace ClinicNotes.WebApi.Tests.History;

public sealed class ReadingWhoLookedTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task It_tells_who_looked_in_the_order_of_the_ledger()
    {
        var note = await Note();
        var addendum = await running.Provider.RequestsAnAddendum(note);
        var first = await Looks("demo-provider", $"{Client.Addendums}/{addendum}");
        await running.Supervisor.RecordsASignOff(note);
        var second = await Looks("demo-auditor", $"/v1/clinic/session_notes/{note}");
        await LedgerOf.Placed(running.Service);

        var events = await Events(note, "include=reads");

        string[] expected =
        [
            "session_note_registered",
            "addendum_requested",
            "session_notes_read",
            "sign_off_recorded",
            "session_notes_read",
        ];
        events.Select(e => (string)e["type"]!).ShouldBe(expected);
        events.Select(e => (long)e["position"]!).ShouldBeInOrder();
        events.Where(e => e["read"] is not null).Select(e => (string)e["request_id"]!).ShouldBe([first, second]);
        var at = Wire(running.Service.Clock.GetCurrentInstant());
        events[2]["position"] = null;
        events[2]["version"] = 1;
        events[2]
            .ShouldBeJson(
                $$$"""
                {"position":null,"stream":"reads-121","version":1,"type":"session_notes_read","recorded_at":"{{{at}}}",
                 "actor":{"id":121,"name":"Demo Provider","role":"provider"},"changes":[],"signature_sha256":null,"request_id":"{{{first}}}",
                 "covers":null,"stale":null,
                 "read":{"what":"addendum","id":{{{addendum}}},"read_at":"{{{at}}}","remote_address":"127.0.0.1"}}
                """
            );
        (await Events(note, "")).Select(e => (string)e["type"]!).ShouldNotContain("session_notes_read");
    }

    [Fact]
    public async Task It_is_filtered_and_paged_as_what_happened_is()
    {
        var note = await Note();
        var requests = new List<string>();
        for (var i = 0; i < 3; i++)
            requests.Add(await Looks("demo-provider", $"/v1/clinic/session_notes/{note}"));
        requests.Add(await Looks("demo-supervisor", $"/v1/clinic/session_notes/{note}"));

        (await Requests(note, "type=session_notes_read&actor_id=121")).ShouldBe(requests[..3]);
        (await Requests(note, "type=session_notes_read&actor_id=123")).ShouldBe(requests[3..]);
        (await Requests(note, "page=2&page_size=2")).ShouldBe(requests[1..3]);
        (await Requests(note, "type=session_note_registered")).ShouldBeEmpty();
        (await Requests(note, "to=2001-01-01")).ShouldBeEmpty();
        (await Events(note, "type=session_notes_read")).ShouldBeEmpty("reads come when they are asked for");
    }

    [Fact]
    public async Task A_list_was_seen_by_who_looked_at_the_notes_that_it_shows()
    {
        var (seen, unseen) = (await Note(), await Note());
        await running.Provider.RequestsAnAddendum(seen);
        await LedgerOf.Placed(running.Service);

        var request = await Looks("demo-provider", $"{Client.Addendums}?session_note_id={seen}");

        (await Requests(seen, "")).ShouldBe([request]);
        (await Requests(unseen, "")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("include=writes")]
    [InlineData("include=")]
    [InlineData("include=reads&include=reads")]
    public async Task Nothing_but_reads_can_be_included(string query) =>
        (await running.Auditor.Get($"/v1/clinic/session_notes/46/history?{query}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"include":["must be reads"]}}"""
        );

    private static string Wire(NodaTime.Instant moment) =>
        NodaTime.Text.InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'").Format(moment);

    private async Task<string> Looks(string token, string path)
    {
        var (reply, request) = await running.Service.Asks(token, path);
        reply.ShouldBe(HttpStatusCode.OK);
        await running.Service.Record(request);
        return request;
    }

    private async Task<List<string>> Requests(long note, string query) =>
        [.. (await Events(note, $"include=reads&{query}")).Where(e => e["read"] is not null).Select(e => (string)e["request_id"]!)];

    // As the admin does, so that auditors who look on are not in the way.
    private async Task<List<JsonObject>> Events(long note, string query) =>
        [
            .. (await running.Admin.Get($"/v1/clinic/session_notes/{note}/history?{query}")).ShouldBe(HttpStatusCode.OK).Json["events"]!
                .AsArray()
                .Select(e => e!.AsObject())
                .Where(e => (string)e["actor"]!["role"]! != "admin" || e["read"] is null),
        ];

    private async Task<long> Note()
    {
        var note = Random.Shared.NextInt64(1_000_000, 9_000_000_000);
        (await running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":121}}""")).ShouldBe(
            HttpStatusCode.Created
        );
        return note;
    }
}
