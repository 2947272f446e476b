using System.Net;
using ClinicNotes.WebApi.Tests.Ledger;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.History;

public sealed class AsOfTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task An_addendum_is_shown_as_it_was_at_any_moment()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2023, 11, 1, 9, 0));
        var created = await running.Supervisor.Post(Client.Addendums, """{"session_note_id":46,"addendum":{"instructions":"Look"}}""");
        var address = created.ShouldBe(HttpStatusCode.Created).Headers.Location!.ToString();
        running.Service.Clock.AdvanceHours(1);
        var responded = await running.Supervisor.Put(address, """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}""");

        await Is(address, "2023-11-01T08:59:59.999Z", HttpStatusCode.NotFound, """{"errors":"Addendum not found"}""");
        await Is(address, "2023-11-01T09:00:00Z", HttpStatusCode.OK, created.Body);
        await Is(address, "2023-11-01T09:59:59.999Z", HttpStatusCode.OK, created.Body);
        await Is(address, "2023-11-01T10:00:00Z", HttpStatusCode.OK, responded.Body);
        await Is(address, "2023-11-01T12:00:00%2B02:00", HttpStatusCode.OK, responded.Body);
        await Is(address, "9999-12-31", HttpStatusCode.OK, responded.Body);
        await Is(address, "2023-11-01", HttpStatusCode.NotFound, """{"errors":"Addendum not found"}""");
    }

    [Fact]
    public async Task A_sign_off_is_shown_as_it_was_at_any_moment()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2023, 11, 2, 9, 0));
        var address = $"{Client.SignOffs}/{await running.Supervisor.RecordsASignOff()}";
        var recorded = await running.Supervisor.Get(address);
        running.Service.Clock.AdvanceHours(1);
        var revised = await running.Supervisor.Put(address, """{"session_note_id":46,"sign_off":{"instructions":"Sooner"}}""");

        await Is(address, "2023-11-02T08:59:59Z", HttpStatusCode.NotFound, """{"errors":"Sign-off not found"}""");
        await Is(address, "2023-11-02T09:00:00Z", HttpStatusCode.OK, recorded.Body);
        await Is(address, "2023-11-02T10:00:00Z", HttpStatusCode.OK, revised.Body);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task At_any_moment_of_any_history_the_answer_is_the_one_given_then(int seed)
    {
        var random = new Random(seed);
        var start = Instant.FromUtc(2024, 1, seed, 0, 0);
        running.Service.Clock.Reset(start);
        var address = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        var answers = new List<(Instant At, string Body)> { (start, (await running.Auditor.Get(address)).Body) };
        for (var i = 0; i < 30; i++)
        {
            running.Service.Clock.AdvanceMilliseconds(random.Next(3));
            var response = $$$"""{"session_note_id":46,"addendum":{"instructions_response":"{{{random.Next(4)}}}"}}""";
            var answer = (await running.Supervisor.Put(address, response)).ShouldBe(HttpStatusCode.OK);
            answers.Add((running.Service.Clock.GetCurrentInstant(), answer.Body));
        }

        foreach (var moment in Enumerable.Range(0, 70).Select(ms => start + Duration.FromMilliseconds(ms)))
        {
            var asOf = moment.ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", null);
            await Is(address, asOf, HttpStatusCode.OK, answers.Last(answer => answer.At <= moment).Body);
        }

        await Is(address, "9999-12-31", HttpStatusCode.OK, (await running.Auditor.Get(address)).Body);
    }

    [Theory]
    [InlineData(4, 46)]
    [InlineData(5, 47)]
    [InlineData(6, 99)]
    public async Task At_any_moment_of_any_history_of_a_note_it_its_items_and_its_lists_are_the_ones_of_then(int seed, long note)
    {
        var random = new Random(seed);
        var start = Instant.FromUtc(2024, 2, seed, 0, 0);
        running.Service.Clock.Reset(start);
        var addendum = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum(note)}";
        var signOff = $"{Client.SignOffs}/{await running.Supervisor.RecordsASignOff(note)}";
        string[] addresses =
        [
            $"/v1/clinic/session_notes/{note}?",
            $"{addendum}?",
            $"{signOff}?",
            $"{Client.Addendums}?session_note_id={note}&",
            $"{Client.SignOffs}?session_note_id={note}&",
        ];
        var answers = new List<(Instant At, string[] Bodies)> { (start, await Answers("")) };
        for (var step = 0; step < 20; step++)
        {
            running.Service.Clock.AdvanceMilliseconds(random.Next(3));
            await (
                random.Next(4) switch
                {
                    0 => running.Supervisor.RequestsAnAddendum(note),
                    1 => running.Supervisor.RecordsASignOff(note),
                    2 => Changes(addendum, "addendum", $$"""{"instructions_response":"{{random.Next(4)}}"}"""),
                    _ => Changes(signOff, "sign_off", $$"""{"instructions":"{{random.Next(4)}}"}"""),
                }
            );
            answers.Add((running.Service.Clock.GetCurrentInstant(), await Answers("")));
        }

        for (var moment = start; moment <= answers[^1].At + Duration.FromMilliseconds(2); moment += Duration.FromMilliseconds(1))
        {
            var asOf = moment.ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", null);
            (await Answers($"as_of={asOf}")).ShouldBe(answers.Last(answer => answer.At <= moment).Bodies, asOf);
        }

        async Task<string[]> Answers(string asOf)
        {
            await LedgerOf.Placed(running.Service);
            var bodies = new List<string>();
            foreach (var address in addresses)
                bodies.Add((await running.Auditor.Get(address + asOf)).ShouldBe(HttpStatusCode.OK).Body);
            return [.. bodies];
        }

        async Task Changes(string address, string what, string fields) =>
            (await running.Supervisor.Put(address, $$"""{"session_note_id":{{note}},"{{what}}":{{fields}}}""")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("as_of=garbage", "invalid format")]
    [InlineData("as_of=2023-11-01T09:00:00", "invalid format")]
    [InlineData("as_of=2023-11-01&as_of=2023-11-02", "invalid format")]
    [InlineData("as_of=", "can't be blank")]
    public async Task What_is_no_moment_is_refused(string query, string sentence)
    {
        foreach (var address in new[] { Client.Addendums, Client.SignOffs })
        {
            (await running.Auditor.Get($"{address}/999999?{query}")).ShouldBe(
                HttpStatusCode.UnprocessableEntity,
                $$$"""{"errors":{"as_of":["{{{sentence}}}"]}}"""
            );
        }
    }

    private async Task Is(string address, string moment, HttpStatusCode status, string body) =>
        (await running.Auditor.Get($"{address}?as_of={moment}")).ShouldBe(status, body);
}
