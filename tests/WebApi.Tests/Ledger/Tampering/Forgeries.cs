using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Ledger;
using ClinicNotes.WebApi.Tests.Commands;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>
/// What is done to ledgers as a whole: cut, set back to a backup, or made anew from other events, by somebody who can use all that the service
/// itself has.
/// </summary>
internal sealed class Forgeries(TamperedRecord record)
{
    /// <summary>Another key than that of the service.</summary>
    private const string OtherKey = "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=";

    private const string Recounted = """
        delete from listed_counts;
        insert into listed_counts
        select clinic_id, case when responded then 'responded_addendums' else 'open_addendums' end, count(*) from listed_addendums group by 1, 2
        union all
        select clinic_id, 'sign_offs', count(*) from listed_sign_offs group by 1
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Does one; gives what it was, and what was said too little of.</summary>
    public async Task<(string What, string? Missed)> Any(Random chance)
    {
        var clinic = RichHistory.Clinics[chance.Next(RichHistory.Clinics.Length)].ToString(CultureInfo.InvariantCulture);
        return chance.Next(7) switch
        {
            0 => await Cut(clinic, chance),
            1 => await SetBack(clinic, chance),
            2 => await SetBackAndGoneOn(clinic, chance),
            3 => await Forked(clinic, chance, KeyOf(LedgerOf.Key), "signed by the key of the service"),
            4 => await Forked(clinic, chance, KeyOf(OtherKey), "signed by another key", "is not signed by a key of this service"),
            5 => await Forked(clinic, chance, KeyOf(""), "not signed", "the commitment is not signed"),
            _ => await Forked(
                clinic,
                chance,
                null,
                "under the checkpoints of before",
                " entries are not those that the checkpoint",
                " entries were signed"
            ),
        };
    }

    private async Task<(string, string?)> Cut(string clinic, Random chance)
    {
        var size = record.Record.Rows["ledger_entries"].Count(entry => entry["clinic_id"] == clinic);
        var (last, part) = (chance.Next(1, size), chance.Next(3));
        var events = $"(select event_number from day_2.ledger_entries where clinic_id = '{clinic}' and position > {last})";
        var streams = $"(select stream_id from day_2.mt_events where seq_id in {events})";
        await record.Execute(
            $"""
            delete from ledger_entries where clinic_id = '{clinic}' and position > {last};
            delete from mt_events where {part} > 0 and seq_id in {events};
            delete from mt_streams s where {part} > 0 and tenant_id = '{clinic}' and id in {streams}
                and not exists (select from mt_events where tenant_id = '{clinic}' and stream_id = s.id);
            update mt_streams s set version = (select max(version) from mt_events where tenant_id = '{clinic}' and stream_id = s.id)
            where {part} > 0 and tenant_id = '{clinic}' and id in {streams};
            delete from ledger_checkpoints where {part} > 1 and clinic_id = '{clinic}' and size > {last};
            delete from ledger_hashes where {part} > 1 and clinic_id = '{clinic}' and (index + 1) * 256 ^ level > {last}
            """
        );
        var what = $"ledger {clinic} cut after position {last} of {size}, part {part}";
        var cut = new Place(clinic, Texts: $"ends at position {last}, but ");
        if (part < 2 && !(await record.Check()).Any(cut.Is))
            return (what, "the check does not say where it was cut");
        return (what, await Unrefused(clinic, "cut"));
    }

    private async Task<(string, string?)> SetBack(string clinic, Random chance)
    {
        var day = chance.Next(TamperedRecord.Days - 1);
        await record.Restore($"day_{day}", record.Tables);
        return ($"the backup of day {day} restored", await OfCheck() ?? await Unrefused(clinic, "cut or restored"));
    }

    private async Task<(string, string?)> SetBackAndGoneOn(string clinic, Random chance)
    {
        var day = chance.Next(TamperedRecord.Days - 1);
        await record.Restore($"day_{day}", record.Tables);
        await MakeUp(clinic);
        await Keep(KeyOf(LedgerOf.Key));
        return (
            $"the backup of day {day} restored, and gone on otherwise",
            await OfCheck()
                ?? await Unrefused(clinic, "has only grown since the older checkpoint does not hold", "two different ledgers were signed")
        );
    }

    /// <summary>More events than were lost are made up.</summary>
    private Task MakeUp(string clinic) =>
        record.Execute(
            $"""
            with made as (
                insert into mt_streams (tenant_id, id, type, version)
                select '{clinic}', 'addendum-' || 800000 + i, 'addendum', 1 from generate_series(1, 200) i
            )
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, user_name)
            select nextval('mt_events_sequence'), gen_random_uuid(), 'addendum-' || 800000 + i, 1,
                data || jsonb_build_object('addendum_id', 800000 + i), type, timestamp, tenant_id, mt_dotnet_type, user_name
            from generate_series(1, 200) i, (select * from mt_events where tenant_id = '{clinic}' and type = 'addendum_requested' limit 1) e
            """
        );

    private async Task<(string, string?)> Forked(string clinic, Random chance, CheckpointKey? key, string how, params string[] said)
    {
        var requested = record.Record.Rows["mt_events"].Where(e => e["tenant_id"] == clinic && e["type"] == "addendum_requested").ToList();
        var changed = requested[chance.Next(requested.Count)];
        await record.Execute(
            $"""
            delete from ledger_entries; delete from ledger_hashes; delete from ledger_map; delete from ledger_gaps;
            {(key is null ? "" : "delete from ledger_checkpoints;")}
            delete from listed_addendums; delete from listed_sign_offs; delete from listed_counts; update ledger_progress set event_number = 0;
            delete from mt_events where stream_id = 'ledger'; delete from mt_streams where id = 'ledger';
            update mt_events set data = jsonb_set(data, '{"{instructions}"}', '"Nothing to correct"') where {changed.Where};
            """
        );
        await Keep(key ?? KeyOf(""));
        var what = $"{changed["stream_id"]} changed, and all ledgers made anew, {how}";
        if (said.Length == 0)
            return (what, await OfCheck() ?? await Unrefused(clinic, "cut or restored"));

        var found = await record.Check();
        return (what, found.Any(new Place(clinic, Texts: said).Is) ? null : string.Join("\n  ", found.Select(f => f.Sentence)));
    }

    /// <summary>Does what the keeper of the ledgers does, with this key.</summary>
    private async Task Keep(CheckpointKey key)
    {
        var services = record.Service.Services;
        var (trees, recent, clock) = (new GrowingTrees(), new RecentEntries(TimeProvider.System), services.GetRequiredService<IClock>());
        await new Sequencer(trees, services.GetRequiredService<LedgerMetrics>(), recent).Round(record.Connection, Cancellation);
        var commitments = new Commitments(
            services.GetRequiredService<EventWriter>(),
            services.GetRequiredService<EventFormat>(),
            new Checkpoints(key, clock),
            trees,
            recent,
            clock
        );
        foreach (var clinic in RichHistory.Clinics)
            await commitments.Commit(clinic.ToString(CultureInfo.InvariantCulture), null, record.Connection, Cancellation);
        await record.Execute(Recounted);
    }

    /// <summary>By itself the check cannot know: nothing contradicts anything.</summary>
    private async Task<string?> OfCheck() =>
        await record.Check() is { Count: > 0 } found ? string.Join("\n  ", found.Select(f => f.Sentence)) : null;

    /// <summary>What a whole export comes to for an auditor who kept a checkpoint; <c>null</c> when it is refused for the right reason.</summary>
    private async Task<string?> Unrefused(string clinic, params string[] reasons)
    {
        var packs = record.Service.Services.GetRequiredService<IProofPacks>();
        var id = long.Parse(clinic, CultureInfo.InvariantCulture);
        var (pack, kept) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllTextAsync(kept, record.Checkpoints[clinic], Cancellation);
        // Where no checkpoint is left there is nothing to hand out.
        if (await packs.OfLedger(id, packs.Parse(id, record.Checkpoints[clinic]), Cancellation) is not { } export)
            return null;

        await using (var file = File.Create(pack))
            await export.Write(file, Cancellation);
        var verified = await Called.Verifier(pack, "--against", kept);
        File.Delete(pack);
        File.Delete(kept);
        return verified.Code == 1 && reasons.Any(verified.Said.Contains) ? null : $"{verified.Code}: {verified.Said}";
    }

    private static CheckpointKey KeyOf(string seed) =>
        CheckpointKey.From(new ConfigurationBuilder().AddInMemoryCollection([new("Ledger:Key", seed)]).Build());
}
