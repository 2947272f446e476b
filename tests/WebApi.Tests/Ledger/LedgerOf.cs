using ClinicNotes.Application.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>The ledgers of a service, seen in its database.</summary>
internal static class LedgerOf
{
    /// <summary>The seed of the key by which services under test sign.</summary>
    public const string Key = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    /// <summary>Its public half (RFC 8032, section 7.1, test 1).</summary>
    public const string PublicKey = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// <summary>Finds who keeps the ledgers, by the name that its connections have; nobody is <c>''</c>.</summary>
    public const string Keeper = """
        select coalesce(min(application_name), '') from pg_locks join pg_stat_activity using (pid)
        where locktype = 'advisory' and granted and objsubid = 1 and objid = hashtext('clinicnotes ledger')::oid
            and datname = current_database()
        """;

    private const string Unplaced = """
        select count(*) from mt_events e
        where not starts_with(stream_id, 'mt_') and not exists (select from ledger_entries where event_number = e.seq_id)
        """;

    /// <summary>Waits until every event has a position.</summary>
    public static Task Placed(Service service) => Patiently.Until(async () => await service.Scalar<long>(Unplaced) == 0);

    /// <summary>Waits until every event of a clinic has a position and is under a checkpoint; gives the size of that.</summary>
    public static async Task<long> Signed(Service service, long clinic = 1)
    {
        var signed = 0L;
        await Patiently.Until(async () =>
        {
            await Placed(service);
            signed = await service.Scalar<long>($"select coalesce(max(size), 0) from ledger_checkpoints where clinic_id = '{clinic}'");
            return signed == await Size(service, clinic);
        });
        return signed;
    }

    public static Task<long> Size(Service service, long clinic = 1) =>
        service.Scalar<long>($"select coalesce(max(position), 0) from ledger_entries where clinic_id = '{clinic}'");

    /// <summary>Positions that are missing, or there without an event, in any ledger.</summary>
    public static Task<long> Wrong(Service service) =>
        service.Scalar<long>(
            """
            select (select count(*) from (select position - row_number() over (partition by clinic_id order by position) off from ledger_entries) p
                where off <> 0)
                + (select count(*) from ledger_entries l where not exists (
                    select from mt_events e where e.seq_id = l.event_number and e.tenant_id = l.clinic_id))
            """
        );

    /// <summary>Adds more events than one tile of the tree has leaves.</summary>
    public static async Task FillsATile(Service service)
    {
        for (var note = 1; await Size(service) <= 256; note++)
        {
            for (var times = 0; times < 20; times++)
                await service.As("demo-supervisor").RequestsAnAddendum(note);
            await Placed(service);
        }
    }

    /// <summary>What <c>audit check</c> says of a clinic, or of all.</summary>
    public static async Task<List<string>> Differences(Service service, long? clinic = null)
    {
        var found = new List<string>();
        await foreach (var step in service.Services.GetRequiredService<ILedgerCheck>().Check(clinic, CancellationToken.None))
        {
            if (step is CheckStep.Found difference)
                found.Add(difference.What.Sentence);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', found));
        return found;
    }
}
