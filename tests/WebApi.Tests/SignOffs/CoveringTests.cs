using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Appends;

namespace ClinicNotes.WebApi.Tests.SignOffs;

public sealed class CoveringTests(RunningService running) : IClassFixture<RunningService>
{
    private static int LastNote = 47_000;

    [Fact]
    public async Task A_sign_off_covers_what_was_recorded_last_and_is_stale_once_more_is()
    {
        var note = await Note();
        var addendum = await running.Provider.RequestsAnAddendum(note);
        var first = await running.Supervisor.RecordsASignOff(note);
        (await Covers(note)).ShouldBe([($"sign-off-{first}", $$"""{"stream":"addendum-{{addendum}}","version":1}""", false)]);

        await Respond(note, addendum);
        var second = await running.Supervisor.RecordsASignOff(note);

        (await Covers(note)).ShouldBe([
            ($"sign-off-{first}", $$"""{"stream":"addendum-{{addendum}}","version":1}""", true),
            ($"sign-off-{second}", $$"""{"stream":"addendum-{{addendum}}","version":2}""", false),
        ]);
        (await IsStale(note)).ShouldBeFalse();
        await running.Provider.RequestsAnAddendum(note);
        (await Covers(note)).ShouldAllBe(signOff => signOff.Stale);
        (await IsStale(note)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reviewer_names_what_was_on_the_screen_so_that_what_came_meanwhile_shows()
    {
        var note = await Note();
        var addendum = await running.Provider.RequestsAnAddendum(note);
        var seen = $$"""{"stream":"addendum-{{addendum}}","version":1}""";
        await Respond(note, addendum);

        var signOff = await running.Supervisor.RecordsASignOff(note, seen);

        (await Covers(note)).ShouldBe([($"sign-off-{signOff}", seen, true)]);
        (await IsStale(note)).ShouldBeTrue();
        await running.Supervisor.RecordsASignOff(note, $$"""{"stream":"sign-off-{{signOff}}","version":1}""");
        (await IsStale(note)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_sign_off_that_waited_for_its_turn_covers_what_was_recorded_meanwhile()
    {
        await using var held = await HeldAppends.Of(running.Service);
        await held.Queue(() => running.Supervisor.Post(Client.SignOffs, Body(note: 46)));

        await held.LetGo();

        var signOff = (long)(await held.Replies.ShouldHaveSingleItem()).ShouldBe(HttpStatusCode.Created).Json["id"]!;
        var covers = (await Covers(46)).Single(step => step.Stream == $"sign-off-{signOff}");
        covers.Covers.ShouldContain("addendum-");
        covers.Stale.ShouldBeFalse();
    }

    [Fact]
    public async Task An_event_of_another_note_or_none_at_all_is_refused_and_nothing_is_recorded()
    {
        var note = await Note();
        var elsewhere = await running.Provider.RequestsAnAddendum(await Note());
        foreach (
            var covers in new[]
            {
                $$"""{"stream":"addendum-{{elsewhere}}","version":1}""",
                $$"""{"stream":"session-note-{{note}}","version":2}""",
            }
        )
            (await Post(note, covers)).ShouldBe(
                HttpStatusCode.UnprocessableEntity,
                """{"errors":{"covers":["is no event of the session note"]}}"""
            );
        foreach (
            var covers in new[]
            {
                "7",
                "\"addendum-39\"",
                "[]",
                "{}",
                """{"stream":1,"version":1}""",
                """{"stream":"","version":1}""",
                """{"stream":"\u0000","version":1}""",
                """{"stream":"addendum-39","version":0}""",
            }
        )
            (await Post(note, covers)).ShouldBe(HttpStatusCode.UnprocessableEntity, """{"errors":{"covers":["is invalid"]}}""");

        (await Covers(note)).ShouldBeEmpty();
        (await Post(note, "null")).ShouldBe(HttpStatusCode.Created);
    }

    private Task<Reply> Post(long note, string covers) => running.Supervisor.Post(Client.SignOffs, Body(note, covers));

    private static string Body(long note, string covers = "null") =>
        $$$"""{"session_note_id":{{{note}}},"sign_off":{"review_date":"2023-10-27","signature":"{{{Pictures.Signature}}}","covers":{{{covers}}}}}""";

    private async Task<List<(string Stream, string Covers, bool Stale)>> Covers(long note)
    {
        var history = (await running.Auditor.Get($"/v1/clinic/session_notes/{note}/history")).ShouldBe(HttpStatusCode.OK).Json;
        var steps = history["events"]!.AsArray().Select(e => e!.AsObject()).ToList();
        foreach (var other in steps.Where(e => (string)e["type"]! != "sign_off_recorded"))
            (other["covers"], other["stale"]).ShouldBe(((JsonNode?)null, (JsonNode?)null));
        return
        [
            .. steps
                .Where(e => (string)e["type"]! == "sign_off_recorded")
                .Select(e => ((string)e["stream"]!, e["covers"]!.ToJsonString(), (bool)e["stale"]!)),
        ];
    }

    private async Task<bool> IsStale(long note) => (bool)(await running.Auditor.Get($"/v1/clinic/session_notes/{note}")).Json["stale"]!;

    private async Task<long> Note()
    {
        var note = Interlocked.Increment(ref LastNote);
        (await running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":7}}""")).ShouldBe(
            HttpStatusCode.Created
        );
        return note;
    }

    private async Task Respond(long note, long addendum) =>
        (
            await running.Provider.Put(
                $"{Client.Addendums}/{addendum}",
                $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"Done"}}"""
            )
        ).ShouldBe(HttpStatusCode.OK);
}
