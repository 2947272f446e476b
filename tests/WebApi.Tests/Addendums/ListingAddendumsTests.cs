using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Addendums;

public sealed class ListingAddendumsTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_list_holds_the_addendums_of_a_note_without_their_signatures_unless_they_are_asked_for()
    {
        var (open, responded) = (await running.Supervisor.RequestsAnAddendum(50), await running.Supervisor.RequestsAnAddendum(50));
        await Responds(50, responded, $"\"responded_signature\":\"{Pictures.Signature}\"");
        var single = (await running.Auditor.Get($"{Client.Addendums}/{responded}")).Json;

        var list = await List("session_note_id=50");

        Ids(list).ShouldBe([open, responded]);
        list["pagination"]!.ToJsonString().ShouldBe("""{"current_page":1,"total_pages":1,"total_count":2,"per_page":25}""");
        var item = list["addendums"]![1]!.AsObject();
        item.Select(field => field.Key)
            .ShouldBe(["id", "session_note_id", "instructions", "instructions_response", "created_at", "updated_at"]);
        var whole = (await List("session_note_id=50&include=signatures"))["addendums"]![1]!;
        JsonNode.DeepEquals(whole, single).ShouldBeTrue(whole.ToJsonString());
    }

    [Fact]
    public async Task An_addendum_is_responded_to_by_a_text_or_by_a_signature_and_open_before()
    {
        long[] ids = [await running.Supervisor.RequestsAnAddendum(51), await running.Supervisor.RequestsAnAddendum(51)];
        long[] all = [.. ids, await running.Supervisor.RequestsAnAddendum(51)];
        await Responds(51, ids[0], "\"instructions_response\":\"Done\"");
        await Responds(51, ids[1], $"\"responded_signature\":\"{Pictures.Signature}\"");

        Ids(await List("session_note_id=51&status=responded")).ShouldBe(ids);
        Ids(await List("session_note_id=51&status=open")).ShouldBe([all[2]]);
        foreach (var status in new[] { "open", "responded" })
        {
            var every = await List($"status={status}&page_size=100");
            every["pagination"]!["total_count"]!.GetValue<int>().ShouldBe(Ids(every).Length);
            (await List($"status={status}&page_size=1&page=9"))["pagination"]!["total_count"]!.GetValue<int>().ShouldBe(Ids(every).Length);
        }
    }

    [Fact]
    public async Task It_is_sorted_by_id_creation_or_change_in_either_direction_and_cut_into_pages()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2023, 12, 1, 0, 0));
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            running.Service.Clock.AdvanceMinutes(1);
            ids.Add(await running.Supervisor.RequestsAnAddendum(52));
        }

        running.Service.Clock.AdvanceMinutes(1);
        await Responds(52, ids[2], "\"instructions_response\":\"Done\"");

        Ids(await List("session_note_id=52&sort_dir=DESC")).ShouldBe(Enumerable.Reverse(ids));
        Ids(await List("session_note_id=52&sort_by=created_at&sort_dir=DESC")).ShouldBe(Enumerable.Reverse(ids));
        Ids(await List("session_note_id=52&sort_by=updated_at")).ShouldBe([ids[0], ids[1], ids[3], ids[4], ids[2]]);
        var page = await List("session_note_id=52&page=2&page_size=2");
        Ids(page).ShouldBe([ids[2], ids[3]]);
        page["pagination"]!.ToJsonString().ShouldBe("""{"current_page":2,"total_pages":3,"total_count":5,"per_page":2}""");
    }

    [Fact]
    public async Task It_is_shown_as_it_was_at_any_moment()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2023, 11, 1, 0, 0));
        long addendum = 0;
        Func<Task>[] changes =
        [
            async () => addendum = await running.Supervisor.RequestsAnAddendum(53),
            () => running.Supervisor.RequestsAnAddendum(53),
            () => Responds(53, addendum, "\"instructions_response\":\"Done\""),
            () => Responds(53, addendum, "\"instructions_response\":\"Done again\""),
        ];
        string[] questions =
        [
            "session_note_id=53",
            "session_note_id=53&status=open",
            "session_note_id=53&sort_by=updated_at&sort_dir=DESC",
        ];
        var answers = new List<string[]> { await Answers() };
        foreach (var change in changes)
        {
            running.Service.Clock.AdvanceHours(1);
            await change();
            answers.Add(await Answers());
        }

        for (var hour = 0; hour < answers.Count; hour++)
        {
            for (var i = 0; i < questions.Length; i++)
                (await List($"{questions[i]}&as_of=2023-11-01T0{hour}:30:00Z")).ToJsonString().ShouldBe(answers[hour][i]);
        }

        (await List($"{questions[0]}&as_of=9999-12-31")).ToJsonString().ShouldBe(answers[^1][0]);

        async Task<string[]> Answers()
        {
            var all = new List<string>();
            foreach (var question in questions)
                all.Add((await List(question)).ToJsonString());
            return [.. all];
        }
    }

    [Fact]
    public async Task What_lists_hold_is_what_the_events_come_to()
    {
        await Task.WhenAll(
            Enumerable
                .Range(60, 20)
                .Select(async note =>
                {
                    var addendum = await running.Supervisor.RequestsAnAddendum(note);
                    await running.Supervisor.RecordsASignOff(note);
                    if (note % 2 == 0)
                        await Responds(note, addendum, "\"instructions_response\":\"Done\"");
                })
        );
        await LedgerOf.Placed(running.Service);

        const string differences = """
            select (select count(*) from (
                    (select clinic_id, id, session_note_id, responded, created_at, updated_at, version from addendums_at('infinity')
                        except table listed_addendums)
                    union all
                    (table listed_addendums except
                        select clinic_id, id, session_note_id, responded, created_at, updated_at, version from addendums_at('infinity'))) a)
                + (select count(*) from (
                    (select clinic_id, id, session_note_id, reviewer_id, review_date, created_at, updated_at, version
                        from sign_offs_at('infinity') except table listed_sign_offs)
                    union all
                    (table listed_sign_offs except
                        select clinic_id, id, session_note_id, reviewer_id, review_date, created_at, updated_at, version
                        from sign_offs_at('infinity'))) o)
                + (select sum(abs(count - (case list when 'sign_offs' then (select count(*) from listed_sign_offs l where l.clinic_id = c.clinic_id)
                    else (select count(*) from listed_addendums l
                        where l.clinic_id = c.clinic_id and responded = (list = 'responded_addendums')) end)))::bigint from listed_counts c)
            """;
        (await running.Service.Scalar<long>(differences)).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list()
    {
        foreach (var nothing in new[] { "session_note_id=150", "session_note_id=999999", "session_note_id=1001" })
            (await List(nothing))
                .ToJsonString()
                .ShouldBe("""{"addendums":[],"pagination":{"current_page":1,"total_pages":0,"total_count":0,"per_page":25}}""");
    }

    [Fact]
    public async Task Another_clinics_addendums_never_appear()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Placed(running.Service);

        var others = (await running.OtherClinic.Get($"{Client.Addendums}?page_size=100")).ShouldBe(HttpStatusCode.OK).Json;

        Ids(others).ShouldNotContain(id);
    }

    [Theory]
    [InlineData("session_note_id=x", "session_note_id", "is not a number")]
    [InlineData("status=closed", "status", "must be open or responded")]
    [InlineData("status=open&status=open", "status", "must be open or responded")]
    [InlineData("page=0", "page", "is invalid")]
    [InlineData("page_size=101", "page_size", "must be from 1 to 100")]
    [InlineData("sort_by=review_date", "sort_by", "must be id or created_at or updated_at")]
    [InlineData("sort_dir=up", "sort_dir", "must be ASC or DESC")]
    [InlineData("include=everything", "include", "must be signatures")]
    [InlineData("as_of=yesterday", "as_of", "invalid format")]
    public async Task A_bad_parameter_is_refused(string query, string field, string sentence) =>
        (await running.Auditor.Get($"{Client.Addendums}?{query}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$$"""{"errors":{"{{{field}}}":["{{{sentence}}}"]}}"""
        );

    [Fact]
    public async Task Programs_may_not_read_it() => (await running.Program.Get(Client.Addendums)).ShouldBe(HttpStatusCode.Forbidden);

    private static long[] Ids(JsonObject list) => [.. list["addendums"]!.AsArray().Select(item => item!["id"]!.GetValue<long>())];

    private async Task<JsonObject> List(string query)
    {
        await LedgerOf.Placed(running.Service);
        return (await running.Auditor.Get($"{Client.Addendums}?{query}")).ShouldBe(HttpStatusCode.OK).Json;
    }

    private async Task Responds(long note, long addendum, string answer) =>
        (
            await running.Supervisor.Put(
                $"{Client.Addendums}/{addendum}",
                $$$"""{"session_note_id":{{{note}}},"addendum":{{{{answer}}}}}"""
            )
        ).ShouldBe(HttpStatusCode.OK);
}
