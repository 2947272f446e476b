using System.Net;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>A ledger that lacks an entry, as after a repair that went wrong, under the service that keeps it and under one that begins.</summary>
public sealed class LostEntriesTests(Database database)
{
    private const string Lost = "delete from ledger_entries where clinic_id = '1' and position = 2";

    [Fact]
    public async Task Events_of_all_clinics_get_positions_and_other_ledgers_are_signed()
    {
        var connectionString = await database.Make();
        long signed;
        await using (var service = await new Service(connectionString).Start())
        {
            signed = await LedgerOf.Signed(service);
            await service.Tamper(Lost);
            await OthersGoOn(service, signed);
        }

        await using var another = await new Service(connectionString).Start();
        await OthersGoOn(another, signed);
    }

    private static async Task OthersGoOn(Service service, long signed)
    {
        var (ledger, signedOfOther) = (await LedgerOf.Size(service), await Signed(service, clinic: 2));

        await service.As("demo-supervisor").RequestsAnAddendum();
        await service.As("demo-other-clinic").RequestsAnAddendum(note: 1001);

        await Patiently.Until(async () => await LedgerOf.Size(service) > ledger);
        await Patiently.Until(async () => await Signed(service, clinic: 2) > signedOfOther);
        await Patiently.Until(() => Task.FromResult(service.Log.Count("A ledger contradicts what was signed of it.") > 0));
        (await Signed(service, clinic: 1)).ShouldBe(signed);
        service.Log.Count("The ledger is not being kept at the moment.").ShouldBe(0);
        (await service.As(null).Get("/health/ready")).ShouldBe(HttpStatusCode.OK).Body.ShouldBe("Degraded");
    }

    private static Task<long> Signed(Service service, long clinic) =>
        service.Scalar<long>($"select coalesce(max(size), 0) from ledger_checkpoints where clinic_id = '{clinic}'");
}
