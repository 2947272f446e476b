using System.Globalization;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Ledger;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>What Go's own packages for transparency logs, which know nothing of the service, find in its log.</summary>
public sealed class LogClientTests(GrownLog log) : IClassFixture<GrownLog>
{
    [Fact]
    public async Task Packages_from_elsewhere_find_the_log_whole_and_grown_from_a_checkpoint_that_was_kept()
    {
        var (code, said, complaint) = await log.Checked(against: log.Kept);

        code.ShouldBe(0, complaint);
        var tiles = (log.Size + 255) / 256;
        tiles.ShouldBeGreaterThanOrEqualTo(3);
        said.ShouldBe(
            $"""
            clinicnotes/1: a checkpoint of {log.Size} entries is signed by the key.
            Its entries make the hashes of its {tiles + 1} tiles and its root.
            20 inclusion proofs and as many consistency proofs hold.
            It has grown from the {log.KeptSize} entries of {log.Kept}, of which none has changed.

            """
        );
    }

    [Fact]
    public async Task They_find_which_entry_was_changed_even_if_the_tree_was_made_anew()
    {
        var position = await log.Service.Scalar<long>(
            """
            select min(position) from ledger_entries join mt_events on seq_id = event_number
            where clinic_id = '1' and type = 'addendum_requested' and position > 300
            """
        );
        var change = $$"""
            update mt_events set data = jsonb_set(data, '{instructions}', to_jsonb(reverse(data->>'instructions')))
            where seq_id = (select event_number from ledger_entries where clinic_id = '1' and position = {{position}})
            """;
        var right = await Leaves();
        await log.Service.Tamper(change);
        var forged = await Leaves();
        await log.Service.Tamper(change);

        (await Tampered(change, change)).ShouldBe(
            $"tile/0/001: hash {position - 257} is not that of the entries {position - 1} to {position - 1}"
        );
        (await Tampered($"{change}; {Leaf(forged)}", $"{change}; {Leaf(right)}")).ShouldBe(
            $"tile/1/000.p/{log.Size / 256}: hash 1 is not that of the entries 256 to 511"
        );
        (await Tampered($"{change}; {Leaf(forged)}; {Hash(forged)}", $"{change}; {Leaf(right)}; {Hash(right)}")).ShouldBe(
            "the entries and tiles do not make the signed root"
        );

        async Task<byte[][]> Leaves() => [.. (await ServedLog.For(log.Service, "demo-auditor").Entries(log.Size)).Select(ServedLog.Leaf)];

        string Leaf(byte[][] leaves) =>
            $@"update ledger_entries set leaf = '\x{Convert.ToHexString(leaves[position - 1])}' where clinic_id = '1' and position = {position}";

        string Hash(byte[][] leaves) =>
            $@"update ledger_hashes set hash = '\x{Convert.ToHexString(ServedLog.Root(leaves.AsSpan(256, 256)))}' where clinic_id = '1' and level = 1 and index = 1";
    }

    // What is done here, done again, undoes itself.
    [Theory]
    [InlineData(
        "update ledger_entries set body_salt = set_byte(body_salt, 0, get_byte(body_salt, 0) # 1) where clinic_id = '1' and position = 7",
        "tile/0/000: hash 6 is not that of the entries 6 to 6"
    )]
    [InlineData(
        "update ledger_entries set leaf = set_byte(leaf, 0, get_byte(leaf, 0) # 1) where clinic_id = '1' and position = 300",
        "tile/0/001: hash 43 is not that of the entries 299 to 299"
    )]
    [InlineData(
        "update ledger_hashes set hash = set_byte(hash, 31, get_byte(hash, 31) # 1) where clinic_id = '1' and level = 1 and index = 1",
        "tile/1/000.p/{0}: hash 1 is not that of the entries 256 to 511"
    )]
    public async Task They_find_where_the_ledger_was_changed(string tampering, string sentence) =>
        (await Tampered(tampering, tampering)).ShouldBe(string.Format(CultureInfo.InvariantCulture, sentence, log.Size / 256));

    [Fact]
    public async Task They_take_no_log_that_is_shorter_or_another_than_it_was_once()
    {
        (await Against(size: log.Size + 1)).ShouldBe(
            $"the log was cut: it has {log.Size} entries, and had {log.Size + 1} in {log.File("old")}"
        );
        (await Against(size: 256)).ShouldBe($"the first 256 entries are not those of {log.File("old")}: invalid transparency proof");

        async Task<string> Against(long size)
        {
            var key = log.Service.Services.GetRequiredService<CheckpointKey>();
            var old = key.Sign("1", new Checkpoint(key.OriginOf("1"), size, TreeHash.Nothing));
            await File.WriteAllTextAsync(log.File("old"), old, TestContext.Current.CancellationToken);
            return await Wrong(against: log.File("old"));
        }
    }

    [Fact]
    public async Task They_take_no_checkpoint_that_the_key_has_not_signed() =>
        (await Wrong(key: VerifierKey.Of("clinicnotes/1", new byte[32])!.Text)).ShouldBe("checkpoint: note has no verifiable signatures");

    private async Task<string> Wrong(string? key = null, string? against = null)
    {
        var (code, _, complaint) = await log.Checked(key, against);
        code.ShouldBe(1);
        complaint.ShouldStartWith("Wrong: ");
        return complaint["Wrong: ".Length..].TrimEnd();
    }

    /// <summary>What it says once something was done to the database, which is then undone.</summary>
    private async Task<string> Tampered(string sql, string undo)
    {
        await log.Service.Tamper(sql);
        try
        {
            return await Wrong();
        }
        finally
        {
            await log.Service.Tamper(undo);
        }
    }
}
