using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Tests.Ledger;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Feed;

public sealed class FeedTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Path = "/v1/clinic/events";

    [Fact]
    public async Task A_consumer_that_polls_while_many_write_sees_every_event_once_in_order()
    {
        var writing = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => running.Supervisor.RequestsAnAddendum()));
        var seen = new List<JsonNode>();
        var next = "0";
        while (!writing.IsCompleted)
            await Poll();
        var written = await writing;
        var end = await LedgerOf.Signed(running.Service);
        while (long.Parse(next) < end)
            await Poll();

        seen.Select(e => (string)e["sequence"]!).ShouldBe(Enumerable.Range(1, seen.Count).Select(position => $"{position}"));
        seen.Count.ShouldBeGreaterThanOrEqualTo((int)end);
        seen.Select(e => (string)e["id"]!).ShouldBeUnique();
        written.ShouldBeSubsetOf(seen.Select(e => (long?)e["data"]!["addendum_id"]).OfType<long>());
        seen.ShouldContain(e => (string)e["type"]! == "clinicnotes.ledger.committed.v1");
        var committed = await running.Service.Scalar<string[]>(
            "select array_agg(id::text order by id) from mt_events where tenant_id = '1' and not starts_with(stream_id, 'mt_')"
        );
        committed.ShouldBeSubsetOf(seen.Select(e => (string)e["id"]!));

        async Task Poll()
        {
            var page = (await running.Program.Get($"{Path}?after={next}&limit=37")).ShouldBe(HttpStatusCode.OK).Json;
            seen.AddRange(page["events"]!.AsArray().Select(e => e!));
            next = (string)page["next"]!;
        }
    }

    [Fact]
    public async Task Every_event_is_as_its_schema_says_and_the_library_of_CloudEvents_reads_it()
    {
        await running.Supervisor.RecordsASignOff();
        await LedgerOf.Signed(running.Service);

        var events = (await running.Program.Get($"{Path}?limit=1000")).Json["events"]!.AsArray();

        foreach (var e in events)
        {
            var read = new JsonEventFormatter().DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(e!.ToJsonString()), null, null);
            read.IsValid.ShouldBeTrue();
            EventSchema.ShouldHold(e.ToJsonString());
            read.SpecVersion.ShouldBe(CloudEventsSpecVersion.V1_0);
            read["sequence"].ShouldBe((string)e["sequence"]!);
            read.Time.ShouldNotBeNull();
        }

        events.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_has_just_been_placed_is_told_without_reading_the_tables_again()
    {
        const string read = "select l.position, e.id, e.stream_id";
        var feed = running.Service.Services.GetRequiredService<IEventFeed>();

        // A commitment that comes between, about one in a second, has all of it read again.
        await Patiently.Until(async () =>
        {
            var end = await LedgerOf.Size(running.Service);
            await running.Supervisor.RequestsAnAddendum();
            await LedgerOf.Placed(running.Service);
            var before = running.Service.Log.Count(read);
            var part = new FeedPart(1, end, long.MaxValue, 10, FeedFilter.All);
            (await feed.Read(part, TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
            return running.Service.Log.Count(read) == before;
        });
    }

    [Fact]
    public async Task Following_the_feed_records_nothing()
    {
        await running.Supervisor.RequestsAnAddendum();
        var end = await LedgerOf.Signed(running.Service);
        const string recorded = "select count(*) from mt_events where type <> 'ledger_committed'";
        var before = await running.Service.Scalar<long>(recorded);

        for (var i = 0; i < 5; i++)
            (await running.Program.Get($"{Path}?after={end - 1}")).ShouldBe(HttpStatusCode.OK);

        (await running.Service.Scalar<long>(recorded)).ShouldBe(before);
    }

    [Fact]
    public async Task A_filter_lets_through_what_it_names_and_next_is_the_last_position_looked_at()
    {
        var id = await running.Supervisor.RecordsASignOff();
        await running.Supervisor.RequestsAnAddendum();
        var end = await LedgerOf.Signed(running.Service);

        var page = (await running.Auditor.Get($"{Path}?types=clinicnotes.sign_off.recorded.v1&session_note_id=46&limit=1000")).Json;

        var events = page["events"]!.AsArray();
        events.ShouldAllBe(e => (string)e!["type"]! == "clinicnotes.sign_off.recorded.v1" && (string)e["subject"]! == "session-note-46");
        events.ShouldContain(e => (long)e!["data"]!["sign_off_id"]! == id);
        long.Parse((string)page["next"]!).ShouldBeGreaterThanOrEqualTo(end);
    }

    [Fact]
    public async Task Events_of_another_clinic_never_appear()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Signed(running.Service);

        var events = (await running.OtherAuditor.Get($"{Path}?limit=1000")).Json["events"]!.AsArray();

        events.ShouldNotBeEmpty();
        events.ShouldAllBe(e => (string)e!["source"]! == "clinicnotes/2");
        events.ShouldNotContain(e => (long?)e!["data"]!["addendum_id"] == id);
    }

    [Theory]
    [InlineData("after=x", "after", "is not a number")]
    [InlineData("after=-1", "after", "must be from 0 to 9007199254740991")]
    [InlineData("after=99999999999999999999", "after", "must be from 0 to 9007199254740991")]
    [InlineData("after=-99999999999999999999", "after", "must be from 0 to 9007199254740991")]
    [InlineData("after=9007199254740992", "after", "must be from 0 to 9007199254740991")]
    [InlineData("after=", "after", "is not a number")]
    [InlineData("after=%2B1", "after", "is not a number")]
    [InlineData("after=-", "after", "is not a number")]
    [InlineData("after=%201", "after", "is not a number")]
    [InlineData("after=1%20", "after", "is not a number")]
    [InlineData("after=1%00", "after", "is not a number")]
    [InlineData("after=1e3", "after", "is not a number")]
    [InlineData("after=1.0", "after", "is not a number")]
    [InlineData("after=0x10", "after", "is not a number")]
    [InlineData("after=1,000", "after", "is not a number")]
    [InlineData("after=%D9%A1", "after", "is not a number")]
    [InlineData("after=%EF%BC%91", "after", "is not a number")]
    [InlineData("after=%E2%88%921", "after", "is not a number")]
    [InlineData("after=1&after=1", "after", "is not a number")]
    [InlineData("limit=%2B5", "limit", "is not a number")]
    [InlineData("limit=0", "limit", "must be from 1 to 1000")]
    [InlineData("limit=1001", "limit", "must be from 1 to 1000")]
    [InlineData("limit=many", "limit", "is not a number")]
    [InlineData("types=clinicnotes.addendum.requested.v1,addendum_requested", "types", "names what is no type of event")]
    [InlineData("session_note_id=x", "session_note_id", "is not a number")]
    [InlineData("wait=-1", "wait", "must be from 0 to 30")]
    [InlineData("wait=31", "wait", "must be from 0 to 30")]
    [InlineData("wait=0.5", "wait", "is not a number")]
    [InlineData("wait=1&wait=2", "wait", "is not a number")]
    public async Task A_question_that_makes_no_sense_is_refused(string query, string field, string sentence) =>
        (await running.Program.Get($"{Path}?{query}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$$"""{"errors":{"{{{field}}}":["{{{sentence}}}"]}}"""
        );

    [Theory]
    [InlineData("000", 1)]
    [InlineData("0001", 2)]
    public async Task Zeros_before_a_position_change_nothing(string after, int first) =>
        (await running.Program.Get($"{Path}?limit=1&after={after}")).ShouldBe(HttpStatusCode.OK).Json["events"]!
            .AsArray()
            .Select(e => (string)e!["sequence"]!)
            .ShouldBe([$"{first}"]);

    [Fact]
    public async Task A_hundred_come_at_once_unless_more_are_asked_for()
    {
        await Task.WhenAll(Enumerable.Range(0, 101).Select(_ => running.Supervisor.RequestsAnAddendum()));
        await LedgerOf.Signed(running.Service);

        (await running.Program.Get(Path)).Json["events"]!.AsArray().Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_position_beyond_the_end_is_refused() =>
        (
            (string)
                (await running.Program.Get($"{Path}?after=1000000000")).ShouldBe(HttpStatusCode.UnprocessableEntity).Json["errors"]![
                    "after"
                ]![0]!
        ).ShouldStartWith("is beyond the end of the feed");

    [Fact]
    public async Task Services_admins_and_auditors_follow_the_feed_and_nobody_else()
    {
        foreach (var client in new[] { running.Program, running.Admin, running.Auditor })
            (await client.Get(Path)).ShouldBe(HttpStatusCode.OK);
        foreach (var client in new[] { running.Provider, running.Supervisor })
            (await client.Get(Path)).ShouldBe(HttpStatusCode.Forbidden);
    }
}
