using System.Net;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>A ledger that lacks an entry, as after a repair that went wrong, under the service that keeps it and under one that begins.</summary>
public sealed class LostEntriesTests(Database database)
{
    private const string Requested = "select max(seq_id) from mt_events where tenant_id = '1' and type = 'addendum_requested'";

    [Theory]
    [InlineData("position = 2")]
    [InlineData("position = (select max(position) from ledger_entries where clinic_id = '1')")]
    [InlineData($"event_number = ({Requested})")]
    public async Task Events_of_all_clinics_get_positions_and_other_ledgers_are_signed(string lost)
    {
        var connectionString = await database.Make();
        long addendum;
        long signed;
        await using (var service = await new Service(connectionString).Start())
        {
            addendum = await service.As("demo-supervisor").RequestsAnAddendum();
            signed = await LedgerOf.Signed(service);
            await service.Tamper($"delete from ledger_entries where clinic_id = '1' and {lost}");
            await OthersGoOn(service, addendum, signed);
        }

        await using var another = await new Service(connectionString).Start();
        await OthersGoOn(another, addendum, signed);
    }

    private static async Task OthersGoOn(Service service, long addendum, long signed)
    {
        var (ledger, signedOfOther) = (await LedgerOf.Size(service), await Signed(service, clinic: 2));

        var response = $$$"""{"session_note_id":46,"addendum":{"instructions_response":"After {{{ledger}}}"}}""";
        (await service.As("demo-provider").Put($"{Client.Addendums}/{addendum}", response)).ShouldBe(HttpStatusCode.OK);
        await service.As("demo-other-clinic").RequestsAnAddendum(note: 1001);

        await Patiently.Until(async () => await LedgerOf.Size(service) > ledger);
        await Patiently.Until(async () => await Signed(service, clinic: 2) > signedOfOther);
        await Patiently.Until(() => Task.FromResult(service.Log.Count("A ledger contradicts what was signed of it.") > 0));
        (await Signed(service, clinic: 1)).ShouldBe(signed);
        service.Log.Count("The ledger is not being kept at the moment.").ShouldBe(0);
        service.Log.Count("No checkpoint of clinic 1 is signed: ").ShouldBePositive();
        (await service.As(null).Get("/health/ready")).ShouldBe(HttpStatusCode.OK).Body.ShouldStartWith("Degraded");
    }

    private static Task<long> Signed(Service service, long clinic) =>
        service.Scalar<long>($"select coalesce(max(size), 0) from ledger_checkpoints where clinic_id = '{clinic}'");
}
