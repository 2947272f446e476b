using System.Text.RegularExpressions;
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
        var rebuilding = Called.Program(another, "audit", "rebuild", "--json");
        // Tiles are completed meanwhile.
        while (!rebuilding.IsCompleted)
            await Task.WhenAll(Enumerable.Range(1, 16).Select(note => another.As("demo-supervisor").RequestsAnAddendum(note)));
        var rebuilt = await rebuilding;

        (rebuilt.Code, rebuilt.Json["left"]!.AsArray().Count).ShouldBe((0, 0));
        rebuilt.Json["corrected"]!.GetValue<long>().ShouldBePositive();
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
    public async Task No_commitment_leaves_out_an_entry_whose_event_is_gone()
    {
        await using var service = await new Service(await database.Make()).Start();
        await LedgerOf.Signed(service);
        await service.Execute($"create table right_map as table ledger_map; delete from ledger_map where {Map} = ''");
        var addendum = await service.As("demo-supervisor").RequestsAnAddendum();
        await LedgerOf.Placed(service);
        var lost = $"stream_id = 'addendum-{addendum}'";
        await service.Execute($"create table lost as select * from mt_events where {lost}");
        await service.Tamper($"delete from mt_events where {lost}");

        await service.Execute("truncate ledger_map; insert into ledger_map select * from right_map");

        await IsRefused(service, $"the event of position {await LedgerOf.Size(service)} is gone");
        await service.Execute("insert into mt_events select * from lost");
        await IsWhole(service);
    }

    [Theory]
    [InlineData(
        "delete from mt_events where tenant_id = '1' and stream_id = 'ledger' and version = {version}",
        "version {version} of ledger is gone"
    )]
    [InlineData(
        "update mt_events set data = data - 'session_notes' where tenant_id = '1' and stream_id = 'ledger' and version = {version}",
        "version {version} of ledger is no commitment"
    )]
    [InlineData(
        "delete from ledger_entries where clinic_id = '1' and position = {size}",
        "the ledger lacks the entry of commitment {version}"
    )]
    public async Task Nothing_is_made_of_a_ledger_whose_last_commitment_does_not_hold_and_others_go_on(string damage, string says)
    {
        await using var service = await new Service(await database.Make()).Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        var size = await LedgerOf.Signed(service);
        var version = await service.Scalar<long>("select version from mt_streams where tenant_id = '1' and id = 'ledger'");
        var signedOfOther = await SignedOfOther();
        await service.Tamper(Filled(damage));

        await service.As("demo-supervisor").RequestsAnAddendum();
        await service.As("demo-other-clinic").RequestsAnAddendum(note: 1001);

        await IsRefused(service, "");
        await Patiently.Until(async () => await SignedOfOther() > signedOfOther);
        service.Log.Count("The ledger is not being kept at the moment.").ShouldBe(0);
        var rebuilt = await Called.Program(service, "audit", "rebuild");
        rebuilt.Code.ShouldBe(1);
        rebuilt.Said.Split('\n').ShouldContain($"Clinic 1: {Filled(says)}.");

        Task<long> SignedOfOther() => service.Scalar<long>("select coalesce(max(size), 0) from ledger_checkpoints where clinic_id = '2'");

        string Filled(string text) =>
            text.Replace("{version}", $"{version}", StringComparison.Ordinal).Replace("{size}", $"{size}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "update ledger_entries set leaf = sha256('forged') where clinic_id = '1' and position = 5",
        "the first * entries are not those that were signed"
    )]
    [InlineData(
        "delete from ledger_entries where clinic_id = '1' and position > (select min(size) from ledger_checkpoints where clinic_id = '1')",
        "* entries were signed and only * are there"
    )]
    public async Task No_hash_is_made_of_entries_that_are_not_those_that_were_signed(string damage, string says)
    {
        var connectionString = await database.Make();
        await using (var keeping = await new Service(connectionString).Start())
        {
            await LedgerOf.FillsATile(keeping);
            await LedgerOf.Signed(keeping);
        }

        await using var service = await new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } }.Start();
        await service.Tamper($"delete from ledger_hashes; {damage}");

        var rebuilt = await Called.Program(service, "audit", "rebuild", "--clinic", "1");

        rebuilt.Code.ShouldBe(1);
        rebuilt
            .Said.Split('\n')
            .ShouldContain(line => Regex.IsMatch(line, $"^Clinic 1: {says.Replace("*", "[0-9]+", StringComparison.Ordinal)}.$"));
        (await service.Scalar<long>("select count(*) from ledger_hashes where clinic_id = '1'")).ShouldBe(0);
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
        (await Called.Program(service, "audit", "rebuild", "--clinic", "99")).Code.ShouldBe(1);
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
