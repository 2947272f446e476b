using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Commands;

/// <summary>A ledger that was damaged and repaired, and what is derived from its entries.</summary>
public sealed class RebuildingLedgersTests(Database database)
{
    private const string Map = "clinic_id = '1' and path";

    [Fact]
    public async Task A_ledger_is_signed_again_once_a_lost_entry_is_back_and_the_hashes_above_it_are_made()
    {
        var connectionString = await database.Make();
        await using (var service = await new Service(connectionString).Start())
        {
            await LedgerOf.FillsATile(service);
            await LedgerOf.Signed(service);
            await service.Execute("create table lost as select * from ledger_entries where clinic_id = '1' and position = 2");
            await service.Tamper("delete from ledger_hashes; delete from ledger_entries where clinic_id = '1' and position = 2");
        }

        await using var another = await new Service(connectionString).Start();
        await another.As("demo-supervisor").RequestsAnAddendum();
        await IsRefused(another, "the ledger lacks hashes of level 1 between 0 and 0");
        var tooEarly = await Called.Program(another, "audit", "rebuild");
        (tooEarly.Code, tooEarly.Said.Split('\n')[0]).ShouldBe((1, "Clinic 1: the ledger lacks the entry of position 2."));

        await another.Execute("insert into ledger_entries select * from lost");
        var rebuilt = await Called.Program(another, "audit", "rebuild", "--json");

        (rebuilt.Code, rebuilt.Json["corrected"]!.GetValue<long>(), rebuilt.Json["left"]!.AsArray().Count).ShouldBe((0, 1, 0));
        rebuilt.Json["entries"]!.GetValue<long>().ShouldBeGreaterThan(256);
        await IsWhole(another);
    }

    [Theory]
    [InlineData(
        $"update ledger_map set block = set_byte(block, length(block) - 1, get_byte(block, length(block) - 1) # 1) where {Map} = ''"
    )]
    [InlineData($"update ledger_map set block = 'none' where {Map} = ''")]
    [InlineData($"delete from ledger_map where {Map} = ''")]
    [InlineData($"delete from ledger_map where {Map} <> ''")]
    public async Task No_commitment_goes_on_from_a_map_that_is_not_the_one_committed_to_until_it_is_made_anew(string damage)
    {
        await using var service = await new Service(await database.Make()).Start();
        await RequestsAddendumsOfTwentyNotes(service);
        var signed = await LedgerOf.Signed(service);
        await service.Execute(damage);

        await RequestsAddendumsOfTwentyNotes(service);
        await service.As("demo-other-clinic").RequestsAnAddendum(note: 1001);

        await IsRefused(service, "the ledger's map of session notes is damaged at ");
        await LedgerOf.Signed(service, clinic: 2);
        (await service.Scalar<long>("select max(size) from ledger_checkpoints where clinic_id = '1'")).ShouldBe(signed);
        service.Log.Count("The ledger is not being kept at the moment.").ShouldBe(0);
        var rebuilt = await Called.Program(service, "audit", "rebuild", "--clinic", "1");
        rebuilt.Code.ShouldBe(0, rebuilt.Complaint);
        rebuilt.Said.ShouldMatch(
            "^[0-9]+ entries read. [1-9][0-9]* hashes and blocks of maps were missing or not what these come to, and are right now.\n$"
        );
        await IsWhole(service);
    }

    [Fact]
    public async Task What_is_stored_beside_the_map_is_removed_and_a_hash_that_is_wrong_is_told()
    {
        await using var service = await new Service(await database.Make()).Start();
        await LedgerOf.FillsATile(service);
        await LedgerOf.Signed(service);
        await service.Execute("insert into ledger_map select clinic_id, 'ffff', block from ledger_map where clinic_id = '1' and path = ''");

        (await Called.Program(service, "audit", "rebuild", "--json")).Json["corrected"]!.GetValue<long>().ShouldBe(1);
        (await Called.Program(service, "audit", "rebuild", "--json")).Json["corrected"]!.GetValue<long>().ShouldBe(0);
        await IsWhole(service);

        await service.Tamper("update ledger_hashes set hash = sha256('forged') where clinic_id = '1'");
        var rebuilt = await Called.Program(service, "audit", "rebuild");
        (rebuilt.Code, rebuilt.Said.Split('\n')[0]).ShouldBe(
            (1, "Clinic 1: 1 stored hashes are not those of its entries, and nothing may rewrite them.")
        );
        await service.Tamper("delete from ledger_hashes where clinic_id = '1'");
        (await Called.Program(service, "audit", "rebuild")).Code.ShouldBe(0);
        await IsWhole(service);
    }

    /// <summary>Of twenty notes two at least share a block of the map below the root, which has sixteen children.</summary>
    private static async Task RequestsAddendumsOfTwentyNotes(Service service)
    {
        for (var note = 1; note <= 20; note++)
            await service.As("demo-supervisor").RequestsAnAddendum(note);
    }

    private static Task IsRefused(Service service, string why) =>
        Patiently.Until(() => service.Log.Count($"No checkpoint of clinic 1 is signed: {why}") > 0, $"It does not say: {why}");

    private static async Task IsWhole(Service service)
    {
        await LedgerOf.Signed(service);
        (await LedgerOf.Differences(service)).ShouldBeEmpty();
    }
}
