using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.SignOffs;

public sealed class ListingSignOffsTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_list_holds_the_sign_offs_of_a_note_without_their_signatures_unless_they_are_asked_for()
    {
        var id = await SignsOff(50, "2023-10-27");
        var single = (await running.Auditor.Get($"{Client.SignOffs}/{id}")).Json;

        var item = (await List("session_note_id=50"))["sign_offs"]![0]!.AsObject();

        item.Select(field => field.Key)
            .ShouldBe(["id", "session_note_id", "instructions", "review_date", "reviewer_id", "created_at", "updated_at"]);
        var whole = (await List("session_note_id=50&include=signatures"))["sign_offs"]![0]!;
        JsonNode.DeepEquals(whole, single).ShouldBeTrue(whole.ToJsonString());
    }

    [Fact]
    public async Task It_is_found_by_review_date_both_ends_included_and_sorted_by_it_also_after_a_revision()
    {
        long[] ids = [await SignsOff(51, "2024-01-03"), await SignsOff(51, "2024-01-01"), await SignsOff(51, "2024-01-02T23:59:59.999Z")];

        Ids(await List("session_note_id=51&sort_by=review_date")).ShouldBe([ids[1], ids[2], ids[0]]);
        Ids(await List("session_note_id=51&review_date_from=2024-01-02&review_date_to=2024-01-02")).ShouldBe([ids[2]]);
        Ids(await List("session_note_id=51&review_date_to=2024-01-01T00:00:00Z")).ShouldBe([ids[1]]);

        await Revises(51, ids[1], "2024-01-09");

        Ids(await List("session_note_id=51&sort_by=review_date&sort_dir=DESC")).ShouldBe([ids[1], ids[0], ids[2]]);
        Ids(await List("session_note_id=51&review_date_from=2024-01-03")).ShouldBe([ids[0], ids[1]]);
    }

    [Fact]
    public async Task It_is_overdue_when_its_review_date_is_past()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2024, 3, 2, 0, 0));
        long[] ids = [await SignsOff(52, "2024-03-01"), await SignsOff(52, "2024-03-02"), await SignsOff(52, "2024-03-03")];

        Ids(await List("session_note_id=52&overdue=true")).ShouldBe([ids[0]]);
        Ids(await List("session_note_id=52&overdue=false")).ShouldBe([ids[1], ids[2]]);
        running.Service.Clock.Advance(Duration.FromHours(36));
        Ids(await List("session_note_id=52&overdue=true")).ShouldBe([ids[0], ids[1], ids[2]]);
        Ids(await List("session_note_id=52&overdue=true&as_of=2024-03-02T00:00:00Z")).ShouldBe([ids[0]]);
    }

    [Fact]
    public async Task It_is_found_by_its_reviewer_who_stays_the_same_when_another_revises_it()
    {
        var id = await SignsOff(53, "2024-01-01");
        await Revises(53, id, "2024-01-02");

        Ids(await List("session_note_id=53&reviewer_id=123")).ShouldBe([id]);
        Ids(await List("session_note_id=53&reviewer_id=124")).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_shown_as_it_was_at_any_moment()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2023, 11, 1, 0, 0));
        var id = await SignsOff(54, "2024-01-01");
        var before = (await List("session_note_id=54")).ToJsonString();
        running.Service.Clock.AdvanceHours(1);
        await Revises(54, id, "2024-01-02");

        (await List("session_note_id=54&as_of=2023-11-01T00:59:59.999Z")).ToJsonString().ShouldBe(before);
        Ids(await List("session_note_id=54&as_of=2023-11-01T00:30:00Z&review_date_to=2024-01-01")).ShouldBe([id]);
        Ids(await List("session_note_id=54&as_of=2023-10-31T23:59:59Z")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_of_all_says_how_many_there_are()
    {
        await SignsOff(55, "2024-01-01");

        var all = await List("page_size=100");

        all["pagination"]!["total_count"]!.GetValue<int>().ShouldBe(Ids(all).Length);
        all["sign_offs"]!.AsArray().Select(item => item!["id"]!.GetValue<long>()).ShouldBeInOrder();
    }

    [Theory]
    [InlineData("session_note_id=x", "session_note_id", "is not a number")]
    [InlineData("reviewer_id=0", "reviewer_id", "is invalid")]
    [InlineData("review_date_from=soon", "review_date_from", "invalid format")]
    [InlineData("review_date_to=2024-02-30", "review_date_to", "invalid format")]
    [InlineData("overdue=perhaps", "overdue", "must be true or false")]
    [InlineData("page_size=101", "page_size", "must be from 1 to 100")]
    [InlineData("sort_by=instructions", "sort_by", "must be id or created_at or updated_at or review_date")]
    public async Task A_bad_parameter_is_refused(string query, string field, string sentence) =>
        (await running.Auditor.Get($"{Client.SignOffs}?{query}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$$"""{"errors":{"{{{field}}}":["{{{sentence}}}"]}}"""
        );

    private static long[] Ids(JsonObject list) => [.. list["sign_offs"]!.AsArray().Select(item => item!["id"]!.GetValue<long>())];

    private async Task<JsonObject> List(string query)
    {
        await LedgerOf.Placed(running.Service);
        return (await running.Auditor.Get($"{Client.SignOffs}?{query}")).ShouldBe(HttpStatusCode.OK).Json;
    }

    private async Task<long> SignsOff(long note, string date) =>
        (
            await running.Supervisor.Post(
                Client.SignOffs,
                $$$"""{"session_note_id":{{{note}}},"sign_off":{"review_date":"{{{date}}}","signature":"{{{Pictures.Signature}}}"}}"""
            )
        )
            .ShouldBe(HttpStatusCode.Created)
            .Json["id"]!.GetValue<long>();

    private async Task Revises(long note, long signOff, string date) =>
        (
            await running.Admin.Put(
                $"{Client.SignOffs}/{signOff}",
                $$$"""{"session_note_id":{{{note}}},"sign_off":{"review_date":"{{{date}}}"}}"""
            )
        ).ShouldBe(HttpStatusCode.OK);
}
