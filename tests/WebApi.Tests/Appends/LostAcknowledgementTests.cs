using System.Net;

namespace ClinicNotes.WebApi.Tests.Appends;

public sealed class LostAcknowledgementTests(Database database)
{
    [Fact]
    public async Task When_a_commit_succeeds_and_its_acknowledgement_is_lost_nothing_is_recorded_twice()
    {
        var connectionString = await database.Make();
        await using var proxy = new DeafProxy(connectionString);
        await using var service = new Service(proxy.ConnectionString);
        await service.Start();
        (await service.As("demo-supervisor").RequestsAnAddendum(instructions: "before")).ShouldBePositive();
        await using var direct = Npgsql.NpgsqlDataSource.Create(connectionString);

        proxy.LoseTheAnswerTo("request 7");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    service
                        .As("demo-supervisor")
                        .Post(Client.Addendums, $$$"""{"session_note_id":46,"addendum":{"instructions":"request {{{i}}}"}}""")
                )
        );

        var told = replies.Count(reply => reply.Status == HttpStatusCode.ServiceUnavailable);
        told.ShouldBePositive();
        replies.Count(reply => reply.Status == HttpStatusCode.Created).ShouldBe(20 - told);
        await using var command = direct.CreateCommand(
            "select count(*), count(distinct data ->> 'instructions') from mt_events where data ->> 'instructions' like 'request %'"
        );
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await row.ReadAsync(TestContext.Current.CancellationToken);
        (row.GetInt64(0), row.GetInt64(1)).ShouldBe((20, 20), "those who were told nothing certain were recorded, and once");
    }
}
