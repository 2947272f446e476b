using System.Net;
using ClinicNotes.Infrastructure.Ledger;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>Events that the keeper of the ledgers has passed over, for which there is no way but past the service.</summary>
public sealed class SurveyTests(Database database)
{
    private const string Last = "(select max(seq_id) from mt_events where type = 'addendum_requested')";

    [Fact]
    public async Task An_event_that_was_passed_over_is_told_in_health_until_it_has_its_position_or_is_gone()
    {
        await using var service = await new Service(await database.Make()).Start();
        await service.IsReady();
        var (first, second) = (await Unused(service), await Unused(service));
        await IsPassed(service, second);
        await Says(service, "Healthy");

        await PutsIn(service, first);
        await Says(service, $"Degraded\n1 event has been passed over and is in no ledger: number {first}.");
        await PutsIn(service, second);
        await Says(service, $"Degraded\n2 events have been passed over and are in no ledger: numbers {first}, {second}.");
        (await service.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();

        await service.Tamper(
            $"delete from mt_events where seq_id = {second}; delete from mt_streams where id = 'addendum-{Addendum(second)}'"
        );
        await Says(service, $"Degraded\n1 event has been passed over and is in no ledger: number {first}.");
        await service.Execute($"insert into ledger_gaps values ({first}, pg_current_xact_id())");
        await Says(service, "Healthy");
        await LedgerOf.Signed(service);
        (await LedgerOf.Wrong(service)).ShouldBe(0);
    }

    [Fact]
    public async Task A_service_that_begins_to_keep_the_ledgers_looks_at_all_numbers_however_many_have_been_passed()
    {
        var connectionString = await database.Make();
        await using (var service = await new Service(connectionString).Start())
        {
            var unused = await service.Scalar<long>(
                $"select setval('mt_events_sequence', nextval('mt_events_sequence') + {LedgerSurvey.Piece * 5 / 2})"
            );
            await IsPassed(service, unused);
            await LedgerOf.Signed(service);
            await service.Tamper(
                $"delete from ledger_entries where event_number in ((select min(seq_id) from mt_events where tenant_id = '1'), {Last})"
            );
        }

        await using var another = await new Service(connectionString).Start();

        var numbers = await another.Scalar<string>($"select min(seq_id) || ', ' || {Last} from mt_events where tenant_id = '1'");
        await Says(another, $"Degraded\n2 events have been passed over and are in no ledger: numbers {numbers}.");
    }

    private static Task<long> Unused(Service service) => service.Scalar<long>("select nextval('mt_events_sequence')");

    /// <summary>Waits until the keeper expects no event of this number any more.</summary>
    private static Task IsPassed(Service service, long number) =>
        Patiently.Until(async () =>
        {
            // What is missing is looked at when there is something new.
            await service.As("demo-supervisor").RequestsAnAddendum();
            return await service.Scalar<bool>(
                $"select event_number > {number} and not exists (select from ledger_gaps where event_number <= {number}) from ledger_progress"
            );
        });

    private static Task PutsIn(Service service, long number)
    {
        var addendum = Addendum(number);
        return service.Execute(
            $$"""
            insert into mt_streams (tenant_id, id, type, version) values ('1', 'addendum-{{addendum}}', 'addendum', 1);
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            values ({{number}}, gen_random_uuid(), 'addendum-{{addendum}}', 1,
                '{"addendum_id":{{addendum}},"session_note_id":46,"instructions":"Put in","requested_by":123,"requested_as":"supervisor","requested_at":"2023-10-20T10:00:00Z"}',
                'addendum_requested', now(), '1', 'ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain')
            """
        );
    }

    private static long Addendum(long number) => 900_000 + number;

    private static async Task Says(Service service, string words)
    {
        Reply? reply = null;
        await Patiently.Until(
            async () => (reply = await service.As(null).Get("/health/ready")).Body == words,
            () => $"Health says: {reply!.Body}"
        );
        reply!.ShouldBe(HttpStatusCode.OK);
    }
}
