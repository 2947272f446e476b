using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Reads;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.History;

public sealed class AuditReportTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Report = "/v1/audit/report";

    public static TheoryData<string> Fields =>
        [
            "position",
            "recorded_at",
            "type",
            "stream",
            "version",
            "actor_id",
            "actor_name",
            "actor_role",
            "session_note_ids",
            "user_id",
            "what",
            "remote_address",
            "request_id",
        ];

    [Fact]
    public async Task It_tells_writes_reads_roles_and_tokens_of_a_period()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2031, 5, 1, 9, 0));
        var (user, addendum, request) = await Day();

        var report = (await running.Auditor.Get($"{Report}?from=2031-05-01&to=2031-05-01")).ShouldBe(HttpStatusCode.OK).Json;

        var rows = report["events"]!.AsArray().Select(row => row!.AsObject()).ToList();
        rows.Select(row => (string)row["type"]!)
            .ShouldBe(["user_enrolled", "token_issued", "addendum_requested", "session_notes_read"], ignoreOrder: true);
        report["pagination"]!.ToJsonString().ShouldBe("""{"current_page":1,"total_pages":1,"total_count":4,"per_page":25}""");
        rows[0].Select(field => field.Key).ShouldBe(Fields.Select(field => field.Data));
        rows[0]["actor_id"].ShouldBeNull("the operator did it");
        ((long)rows[0]["user_id"]!).ShouldBe(user);
        var read = rows.Single(row => row["what"] is not null);
        read["position"] = read["version"] = null;
        read.ShouldBeJson(
            $$$"""
            {"position":null,"recorded_at":"2031-05-01T09:00:00.000Z","type":"session_notes_read","stream":"reads-{{{user}}}","version":null,
             "actor_id":{{{user}}},"actor_name":"User {{{user}}}","actor_role":"provider","session_note_ids":[99],"user_id":null,"what":"addendum",
             "remote_address":"127.0.0.1","request_id":"{{{request}}}"}
            """
        );
        rows.Single(row => (string)row["stream"]! == $"addendum-{addendum}")["session_note_ids"]!.ToJsonString().ShouldBe("[99]");
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task It_can_be_sorted_by_any_of_its_fields(string field)
    {
        await Day();
        var (_, list) = await running.Service.Asks("demo-provider", $"{Client.Addendums}?sort_dir=DESC");
        await running.Service.Record(list);
        await LedgerOf.Signed(running.Service);

        var ascending = await Sorted(field, "ASC");
        var descending = await Sorted(field, "DESC");

        ascending.Count.ShouldBe(descending.Count);
        ascending.ShouldBeInOrder(SortDirection.Ascending, Comparer<JsonNode?>.Create((one, other) => Compare(one, other, 1)));
        descending.ShouldBeInOrder(SortDirection.Ascending, Comparer<JsonNode?>.Create((one, other) => Compare(one, other, -1)));
    }

    [Fact]
    public async Task It_is_filtered_and_paged()
    {
        var (user, _, _) = await Day();

        (await Rows($"actor_id={user}")).Select(row => (string)row["type"]!).ShouldBe(["addendum_requested", "session_notes_read"]);
        (await Rows("type=token_issued")).ShouldAllBe(row => (string)row["type"]! == "token_issued");
        (await Rows("from=2001-01-01&to=2001-12-31")).ShouldBeEmpty();
        (await Rows("")).ShouldAllBe(row => (string)row["type"]! != "ledger_committed");
        var page = await Rows("page=2&page_size=2");
        page.Select(row => row.ToJsonString()).ShouldBe((await Rows("page_size=4")).Skip(2).Select(row => row.ToJsonString()));
    }

    [Theory]
    [InlineData("from=yesterday", "from", "invalid format")]
    [InlineData("actor_id=me", "actor_id", "is not a number")]
    [InlineData("type=note_burnt", "type", "is no type of event")]
    [InlineData("page_size=101", "page_size", "must be from 1 to 100")]
    [InlineData("sort_dir=up", "sort_dir", "must be ASC or DESC")]
    public async Task A_bad_parameter_is_refused(string query, string field, string sentence) =>
        (await running.Auditor.Get($"{Report}?{query}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$$"""{"errors":{"{{{field}}}":["{{{sentence}}}"]}}"""
        );

    [Fact]
    public async Task A_field_that_there_is_not_sorts_nothing() =>
        ((string)(await running.Auditor.Get($"{Report}?sort_by=data")).Json["errors"]!["sort_by"]![0]!).ShouldStartWith(
            "must be position or"
        );

    [Fact]
    public async Task Auditors_and_admins_read_it_and_see_their_own_clinic()
    {
        var (_, _, request) = await Day();
        foreach (var client in new[] { running.Auditor, running.Admin })
            (await client.Get($"{Report}?sort_by=recorded_at&sort_dir=DESC&page_size=100"))
                .ShouldBe(HttpStatusCode.OK)
                .Body.ShouldContain(request);
        foreach (var client in new[] { running.Provider, running.Supervisor, running.Program })
            (await client.Get($"{Report}?page=0")).ShouldBe(HttpStatusCode.Forbidden);
        (await running.OtherAuditor.Get($"{Report}?page_size=100")).ShouldBe(HttpStatusCode.OK).Body.ShouldNotContain(request);
    }

    /// <summary>A user is enrolled, requests an addendum and reads it.</summary>
    private async Task<(long User, long Addendum, string Request)> Day()
    {
        var user = Random.Shared.NextInt64(10_000, 9_000_000_000);
        var token = await running.Service.EnrolsWithToken(1, user, Role.Provider);
        var addendum = await running.Service.As(token.Token).RequestsAnAddendum(note: 99);
        var (reply, request) = await running.Service.Asks(token.Token, $"{Client.Addendums}/{addendum}");
        reply.ShouldBe(HttpStatusCode.OK);
        await running.Service.Record(request);
        return (user, addendum, request);
    }

    private async Task<IReadOnlyList<JsonObject>> Rows(string query) =>
        [
            .. (await running.Auditor.Get($"{Report}?{query}")).ShouldBe(HttpStatusCode.OK).Json["events"]!
                .AsArray()
                .Select(row => row!.AsObject()),
        ];

    private async Task<List<JsonNode?>> Sorted(string field, string direction) =>
        [.. (await Rows($"sort_by={field}&sort_dir={direction}&page_size=100")).Select(row => row[field])];

    private static int Compare(JsonNode? one, JsonNode? other, int direction) =>
        (one, other) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (JsonArray some, JsonArray others) => direction * Compare(some, others),
            _ when one.GetValueKind() == System.Text.Json.JsonValueKind.Number => direction * ((long)one).CompareTo((long)other),
            _ => direction * string.CompareOrdinal((string)one!, (string)other!),
        };

    private static int Compare(JsonArray some, JsonArray others) =>
        some.Zip(others, (one, other) => ((long)one!).CompareTo((long)other!)).FirstOrDefault(comparison => comparison != 0)
            is var first
                and not 0
            ? first
            : some.Count.CompareTo(others.Count);
}
