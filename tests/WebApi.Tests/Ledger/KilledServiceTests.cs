using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Running;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class KilledServiceTests(Database database)
{
    private static readonly object Addendum = new { session_note_id = 46, addendum = new { instructions = "Names don't match" } };

    [Fact]
    public async Task What_was_answered_by_a_service_that_is_killed_while_many_write_is_there_and_gets_its_position()
    {
        var connectionString = await database.Make();
        await using var process = await ServiceProcess.Start(
            connectionString,
            ("Ledger__Key", LedgerOf.Key),
            ("Webhooks__Key", LedgerOf.Key)
        );
        var created = new ConcurrentQueue<long>();
        var writers = Enumerable.Range(0, 16).Select(_ => Writes()).ToArray();
        await Patiently.Until(() => created.Count >= 1_000, "Too little is written.");

        await process.Signal("KILL");
        await process.End();
        await Task.WhenAll(writers);

        await using var service = await new Service(connectionString).Start();
        await LedgerOf.Placed(service);
        (
            await service.Scalar<long>(
                $"""
                select count(distinct position) from mt_events join ledger_entries on event_number = seq_id
                where clinic_id = '1' and type = 'addendum_requested' and stream_id in ('addendum-{string.Join("','addendum-", created)}')
                """
            )
        ).ShouldBe(created.Count);
        await LedgerOf.Signed(service);
        (await LedgerOf.Wrong(service)).ShouldBe(0);

        // As fast as can be: what the usual client looks at in an answer would take longer than the service to write.
        async Task Writes() =>
            await Should.ThrowAsync<HttpRequestException>(async () =>
            {
                while (true)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, Client.Addendums)
                    {
                        Content = JsonContent.Create(Addendum),
                    };
                    request.Headers.Add("X-User-Token", "demo-supervisor");
                    using var answer = await process.Http.SendAsync(request);
                    answer.StatusCode.ShouldBe(HttpStatusCode.Created);
                    created.Enqueue((long)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!);
                }
            });
    }
}
