using System.Net;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>The keeper of the ledgers is stopped at each row that it writes, and at the commits, while requests go on.</summary>
public sealed class InterruptedKeeperTests(Database database)
{
    /// <summary>What the keeper writes, when, and how many rows of a transaction are each an end once.</summary>
    private static readonly (string Table, string When, int Rows)[] Written =
    [
        ("ledger_entries", "insert", 3),
        ("ledger_hashes", "insert", 1),
        ("ledger_map", "insert or update", 3),
        ("ledger_checkpoints", "insert", 1),
        ("ledger_progress", "update", 1),
        ("ledger_gaps", "insert or delete", 3),
        ("listed_addendums", "insert or update", 3),
        ("listed_sign_offs", "insert or update", 3),
        ("listed_counts", "insert or update", 3),
        ("mt_events", "insert", 1),
        ("mt_streams", "insert or update", 1),
    ];

    private const string RaiseAnError = "raise exception 'It ends here.'";
    private const string EndTheSession = "perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(60)";

    [Theory]
    [InlineData("before a row")]
    [InlineData("at the commit")]
    public Task Wherever_the_keeper_is_stopped_each_event_gets_one_position_and_one_leaf(string moment) =>
        Task.WhenAll(Stopped(moment, RaiseAnError), Stopped(moment, EndTheSession));

    private async Task Stopped(string moment, string end)
    {
        await using var service = new Service(await database.Make());
        await service.Execute(Ends(moment, end));
        await service.Start();
        using var over = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Write(service, 46 + writer, over.Token)).ToList();

        foreach (var (n, turn) in Turns(moment).Index())
        {
            await Patiently.Until(
                async () => writers.Exists(writer => writer.IsFaulted) || await service.Scalar<long>(Reached) > n,
                $"It is not stopped {moment} of {turn}."
            );
        }

        await over.CancelAsync();
        var created = (await Task.WhenAll(writers)).SelectMany(ids => ids).ToList();

        await LedgerOf.Signed(service);
        (await LedgerOf.Wrong(service)).ShouldBe(0);
        (await Listed(service)).ShouldBe(created, ignoreOrder: true);
        (await LedgerOf.Differences(service)).ShouldBeEmpty();
        var log = ServedLog.For(service, "demo-auditor");
        var (_, size, root) = await log.Checkpoint();
        var entries = await log.Entries(size);
        ServedLog.Root(entries.Select(ServedLog.Leaf).ToArray()).ShouldBe(root);
        entries.Count.ShouldBe((int)await service.Scalar<long>("select count(*) from mt_events where tenant_id = '1'"));
        await Patiently.Until(async () => (await service.As(null).Get("/health/ready")).Body == "Healthy");
    }

    // What a sequence counted is not undone with the transaction.
    private const string Reached = "select case when is_called then last_value else 0 end from reached";

    private static string Ends(string moment, string end) =>
        $"""
            create sequence reached;
            create table ends (turn int primary key, written text not null, nth int not null);
            insert into ends values {string.Join(", ", Turns(moment).Select((turn, n) => $"({n}, '{turn.Table}', {turn.Row})"))};
            create function stop() returns trigger language plpgsql security definer as $$
            declare
                counted text := 'counted.' || tg_table_name;
                n int := coalesce(nullif(current_setting(counted, true), ''), '0')::int + 1;
            begin
                perform set_config(counted, n::text, true);
                if exists (select from ends where turn = ({Reached}) and written = tg_table_name and nth = n) then
                    perform nextval('reached');
                    {end};
                end if;
                return case when tg_op = 'DELETE' then old else new end;
            end $$;
            {string.Concat(Written.Select(written => Trigger(moment, written.Table, written.When)))}
            """;

    private static IEnumerable<(string Table, int Row)> Turns(string moment) =>
        Written.SelectMany(written => Enumerable.Range(1, moment == "before a row" ? written.Rows : 1).Select(row => (written.Table, row)));

    private static string Trigger(string moment, string table, string when)
    {
        // Appends write here, too.
        var which = table switch
        {
            "mt_events" => "when (new.type = 'ledger_committed')",
            "mt_streams" => "when (new.id = 'ledger')",
            _ => "",
        };
        return moment == "before a row"
            ? $"create trigger stop before {when} on {table} for each row {which} execute function stop();"
            : $"create constraint trigger stop after {when} on {table} deferrable initially deferred for each row {which} execute function stop();";
    }

    /// <summary>Requests addendums, has some answered, and records sign-offs, until told that it is over; gives the addendums' ids.</summary>
    private static async Task<List<long>> Write(Service service, long note, CancellationToken over)
    {
        var (client, ids) = (service.As("demo-supervisor"), new List<long>());
        while (!over.IsCancellationRequested)
        {
            ids.Add(await client.RequestsAnAddendum(note));
            await client.RecordsASignOff(note);
            (
                await client.Put(
                    $"{Client.Addendums}/{ids[^1]}",
                    $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"Done"}}"""
                )
            ).ShouldBe(HttpStatusCode.OK);
            // Numbers that nobody uses leave gaps.
            await service.Execute("select nextval('mt_events_sequence')");
            await Task.Delay(100, CancellationToken.None);
        }

        return ids;
    }

    private static async Task<long[]> Listed(Service service) =>
        await service.Scalar<long[]>("select array_agg(id) from listed_addendums where clinic_id = '1' and responded");
}
