using System.Diagnostics;
using System.Net;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Ledger;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class SigningTests(Database database)
{
    private const string Checkpoints = "select string_agg(note, '' order by size) from ledger_checkpoints where clinic_id = '1'";

    [Theory]
    [InlineData(
        "update ledger_entries set leaf = sha256('forged') where clinic_id = '1' and position = (select max(size) from ledger_checkpoints where clinic_id = '1')"
    )]
    [InlineData("update ledger_checkpoints set note = replace(note, 'clinicnotes/1', 'clinicnotes/9') where clinic_id = '1'")]
    [InlineData("update ledger_checkpoints set size = size - 1 where clinic_id = '1'")]
    [InlineData("update ledger_checkpoints set note = overlay(note placing 'AAAA' from 30) where clinic_id = '1'")]
    public async Task Nothing_is_signed_that_contradicts_what_was_signed_before(string tampering)
    {
        await using var service = await new Service(await database.Make()).Start();
        await LedgerOf.Signed(service);
        await service.Tamper(tampering);
        var before = await service.Scalar<string>(Checkpoints);

        await service.As("demo-supervisor").RequestsAnAddendum();
        await Patiently.Until(() => Task.FromResult(service.Log.Count("A ledger contradicts what was signed of it.") > 0));

        (await service.Scalar<string>(Checkpoints)).ShouldBe(before);
        (await service.As(null).Get("/health/ready")).ShouldBe(HttpStatusCode.OK).Body.ShouldBe("Degraded");
        (await service.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
    }

    [Fact]
    public async Task A_service_that_keeps_the_ledgers_no_more_says_no_longer_what_it_found_of_them()
    {
        await using var service = await new Service(await database.Make()).Start();
        await LedgerOf.Signed(service);
        await service.Tamper("update ledger_checkpoints set size = size - 1 where clinic_id = '1'");
        await service.As("demo-supervisor").RequestsAnAddendum();
        await Patiently.Until(async () => (await Health()).StartsWith("Degraded", StringComparison.Ordinal));

        await using var another = await service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var take = new NpgsqlCommand("select pg_advisory_lock(hashtext('clinicnotes ledger'))", another);
        var taken = take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await service.Execute(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = hashtext('clinicnotes ledger')::oid"
        );
        await taken;

        await Patiently.Until(async () => await Health() == "Healthy");

        async Task<string> Health() => (await service.As(null).Get("/health/ready")).Body;
    }

    [Fact]
    public async Task A_ledger_is_signed_as_it_is_stored_only_where_that_is_what_was_placed()
    {
        var connectionString = await database.Make();
        await using (var keeping = await new Service(connectionString).Start())
            await LedgerOf.Signed(keeping);
        await using var service = await new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } }.Start();
        await service.Tamper("delete from ledger_checkpoints where clinic_id = '1'");
        var checkpoints = new Checkpoints(
            service.Services.GetRequiredService<CheckpointKey>(),
            service.Services.GetRequiredService<IClock>()
        );
        await using var connection = await service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var placed = await new GrowingTrees().TakeStored("1", connection, TestContext.Current.CancellationToken);
        var other = new GrowingTree();
        for (var position = 1; position <= placed.Size; position++)
            other.Add(TreeHash.Nothing);

        (await Should.ThrowAsync<ContradictionException>(() => Sign(other))).Message.ShouldEndWith(
            $"its {placed.Size} entries are not those that were placed in it."
        );
        (await service.Scalar<long>("select count(*) from ledger_checkpoints where clinic_id = '1'")).ShouldBe(0);
        await Sign(placed);
        (await service.Scalar<long>("select size from ledger_checkpoints where clinic_id = '1'")).ShouldBe(placed.Size);

        Task Sign(GrowingTree tree) => checkpoints.Sign("1", tree, signed: 0, connection, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Under_load_at_least_one_checkpoint_a_second_is_signed()
    {
        const int seconds = 4;
        await using var service = new Service(await database.Make())
        {
            Replaced = { ServiceDescriptor.Singleton<IClock>(SystemClock.Instance) },
        };
        await service.Start();
        await service.IsReady();
        await LedgerOf.Signed(service);
        var (began, load) = (DateTime.UtcNow, Stopwatch.StartNew());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Writes()));

        var log = ServedLog.For(service, "demo-auditor");
        var key = (await log.Text("key")).Split('\n')[0];
        var notes = await service.Scalar<string[]>(
            $"""
            select array(
                select note from ledger_checkpoints
                where clinic_id = '1' and signed_at between '{began:O}' and '{began.AddSeconds(seconds):O}' order by size
            )
            """
        );
        notes.Length.ShouldBeGreaterThanOrEqualTo(seconds);
        notes.Select(note => ServedLog.Signed(note, key).Size).Distinct().Count().ShouldBe(notes.Length);

        async Task Writes()
        {
            while (load.Elapsed < TimeSpan.FromSeconds(seconds))
                await service.As("demo-supervisor").RequestsAnAddendum();
        }
    }

    [Fact]
    public async Task Without_a_key_positions_are_given_and_nothing_is_signed()
    {
        await using var service = new Service(await database.MakeEmpty()) { Settings = { ["Ledger:Key"] = "" } };
        await service.Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        await LedgerOf.Placed(service);
        await Patiently.Until(async () =>
            await service.Scalar<long>("select count(*) from mt_events where type = 'ledger_committed' and tenant_id = '1'") > 0
        );

        (await service.Scalar<long>("select count(*) from ledger_checkpoints")).ShouldBe(0);
        (await service.As("demo-auditor").Get($"{ServedLog.Path}/checkpoint")).ShouldBe(
            HttpStatusCode.NotFound,
            """{"errors":"Not in the ledger"}"""
        );
        (await service.As("demo-auditor").Get($"{ServedLog.Path}/key")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_former_key_signed_still_holds()
    {
        var connectionString = await database.Make();
        await using (var before = await new Service(connectionString).Start())
            await LedgerOf.Signed(before);

        await using var after = new Service(connectionString)
        {
            Settings = { ["Ledger:Key"] = "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=", ["Ledger:FormerKeys"] = LedgerOf.PublicKey },
        };
        await after.Start();
        await after.As("demo-supervisor").RequestsAnAddendum();
        await LedgerOf.Signed(after);

        var log = ServedLog.For(after, "demo-auditor");
        await log.Checkpoint();
        (await log.Text("key")).TrimEnd().Split('\n').Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("Ledger:Key", "short", "the ledger's key must be 32 bytes in base64, such as `openssl rand -base64 32` makes.")]
    [InlineData(
        "Ledger:FormerKeys",
        "AAAA",
        "each of Ledger__FormerKeys must be 32 bytes in base64, such as `openssl rand -base64 32` makes."
    )]
    [InlineData("Ledger:Origin", "my clinic", "Ledger__Origin must have no space and no plus sign.")]
    public async Task A_setting_that_makes_no_sense_stops_the_start(string setting, string value, string sentence)
    {
        await using var service = new Service(await database.MakeEmpty()) { Settings = { [setting] = value } };
        (await Should.ThrowAsync<InvalidOperationException>(service.Start)).Message.ShouldBe(sentence);
    }
}
