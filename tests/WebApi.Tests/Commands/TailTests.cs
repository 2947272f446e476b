using System.Diagnostics;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Feed;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Commands;

public sealed class TailTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task The_last_events_are_printed_one_on_each_line()
    {
        var end = await LedgerOf.Signed(running.Service);

        var tail = await Called.Program(running.Service, "events", "tail", "--clinic=1", "--last=3");

        (tail.Code, tail.Complaint).ShouldBe((0, ""));
        var lines = tail.Said.TrimEnd().Split('\n');
        lines.Select(line => Columns(line)[0]).ShouldBe([$"{end - 2}", $"{end - 1}", $"{end}"]);
        Columns(lines[^1]).ShouldBe([$"{end}", "2023-10-20T10:00:00.000Z", "clinicnotes.ledger.committed.v1", "ledger"]);
    }

    [Fact]
    public async Task Json_is_what_the_feed_tells()
    {
        await LedgerOf.Signed(running.Service);

        var tail = await Called.Program(running.Service, "events", "tail", "--clinic=1", "--after=0", "--note=46", "--json");

        (tail.Code, tail.Complaint).ShouldBe((0, ""));
        var events = (await running.Program.Get("/v1/clinic/events?session_note_id=46")).Json["events"]!.AsArray();
        tail.Said.TrimEnd().Split('\n').ShouldBe(events.Select(e => e!.ToJsonString(Reply.AsTheServiceWrites)));
    }

    [Fact]
    public async Task Following_goes_on_with_what_comes_later()
    {
        var end = await LedgerOf.Signed(running.Service);
        string[] asked =
        [
            "events",
            "tail",
            "--clinic=1",
            $"--after={end}",
            "--types=clinicnotes.addendum.requested.v1",
            "--follow",
            "--json",
        ];
        using var tail = Called.Start(running.Service, asked);

        for (var i = 0; i < 3; i++)
        {
            var id = await running.Supervisor.RequestsAnAddendum();
            var line = (await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            EventSchema.ShouldHold(line);
            JsonNode.Parse(line)!["data"]!["addendum_id"]!.GetValue<long>().ShouldBe(id);
        }

        using var ending = Process.Start("kill", ["-TERM", $"{tail.Id}"]);
        await tail.WaitForExitAsync(TestContext.Current.CancellationToken);
        tail.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("types names what is no type of event\n", "--types=addendum_requested")]
    [InlineData("session_note_id is invalid\n", "--note=0")]
    [InlineData("after is beyond the end of the feed", "--after=1000000")]
    public async Task What_makes_no_sense_is_refused_in_the_words_of_the_service(string sentence, string option)
    {
        var tail = await Called.Program(running.Service, "events", "tail", "--clinic=1", option);

        tail.Code.ShouldBe(1);
        tail.Complaint.ShouldStartWith(sentence);
    }

    private static string[] Columns(string line) =>
        line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
