using System.Net;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Writes to clinic 1 in every way that can be or go wrong, as chance has it.</summary>
internal sealed class Writer(Service[] services, int number, Random chance)
{
    private const string Append = """
        select append_events(array['1']::varchar[], array[$1]::varchar[], array['addendum']::varchar[], array[0]::bigint[], array[$2]::uuid[],
            array['addendum_requested']::varchar[], array['none']::varchar[],
            array[jsonb_build_object('addendum_id', $3::bigint, 'session_note_id', 46, 'instructions', 'By hand', 'requested_by', 121,
                'requested_as', 'provider', 'requested_at', '2023-10-20T10:00:00Z')],
            array[now()], array[null]::varchar[], array[null]::varchar[], array['121']::varchar[], array[null]::bytea[], array[null]::bytea[])
        """;

    private const string CutKeeper = """
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
        """;

    private readonly List<string> _committed = [];
    private readonly List<string> _undone = [];
    private int _written;

    /// <summary>The ids of events that were committed, as far as it knows them.</summary>
    public IReadOnlyList<string> Committed => _committed;

    /// <summary>The ids of events that were written, and never committed.</summary>
    public IReadOnlyList<string> Undone => _undone;

    public async Task Write(int turns)
    {
        for (var turn = 0; turn < turns; turn++)
            await Turn();
    }

    private Service Any() => services[chance.Next(services.Length)];

    private async Task Turn()
    {
        switch (chance.Next(12))
        {
            case 0:
                await Late(connection => Say(connection, "commit"), _committed);
                break;
            case 1:
                await Late(connection => Say(connection, "rollback"), _undone);
                break;
            case 2:
                await Late(Die, _undone);
                break;
            case 3:
                (await Any().As("demo-supervisor").Post(Client.Addendums, """{"session_note_id":46,"addendum":{}}""")).ShouldBe(
                    HttpStatusCode.UnprocessableEntity
                );
                break;
            case 4:
                await Race();
                break;
            case 5:
                await Any().Execute(CutKeeper);
                break;
            case 6:
                await Any().As("demo-supervisor").RecordsASignOff();
                break;
            default:
                await Any().As("demo-supervisor").RequestsAnAddendum();
                break;
        }
    }

    /// <summary>Writes an event, and ends its transaction some time after others have committed theirs.</summary>
    private async Task Late(Func<NpgsqlConnection, Task> end, List<string> ids)
    {
        await using var source = NpgsqlDataSource.Create(services[0].ConnectionString + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync();
        await Say(connection, "begin");
        var (id, addendum) = (Guid.NewGuid(), 1_000_000L * (number + 1) + _written++);
        await using (var append = new NpgsqlCommand(Append, connection))
        {
            append.Parameters.Add(new() { Value = $"addendum-{addendum}" });
            append.Parameters.Add(new() { Value = id });
            append.Parameters.Add(new() { Value = addendum });
            await append.ExecuteNonQueryAsync();
        }

        await Task.Delay(chance.Next(200));
        await end(connection);
        ids.Add(id.ToString());
    }

    /// <summary>Two who respond to the same addendum at once, through two services.</summary>
    private async Task Race()
    {
        var id = await Any().As("demo-supervisor").RequestsAnAddendum();
        await Task.WhenAll(
            services.Select(service =>
                service
                    .As("demo-supervisor")
                    .Put(
                        $"{Client.Addendums}/{id}",
                        $$$"""{"session_note_id":46,"addendum":{"instructions_response":"{{{Guid.NewGuid()}}}"}}"""
                    )
            )
        );
    }

    private async Task Die(NpgsqlConnection connection) => await Any().Execute($"select pg_terminate_backend({connection.ProcessID})");

    private static async Task Say(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
