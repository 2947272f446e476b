using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class LogTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_stranger_finds_that_the_entries_make_the_signed_root()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => running.Supervisor.RequestsAnAddendum()));
        await running.Supervisor.RecordsASignOff();
        var signed = await LedgerOf.Signed(running.Service);
        var log = ServedLog.For(running.Service, "demo-auditor");

        var (origin, size, root) = await log.Checkpoint();
        var leaves = (await log.Entries(size)).Select(ServedLog.Leaf).ToArray();

        origin.ShouldBe("clinicnotes/1");
        size.ShouldBeGreaterThanOrEqualTo(signed);
        leaves.Length.ShouldBe((int)size);
        ServedLog.Root(leaves).ShouldBe(root);
        (await log.Bytes("tile/0/000")).ShouldBe(leaves[..256].SelectMany(leaf => leaf));
        var full = (int)size / 256;
        (await log.Bytes($"tile/0/{full:000}.p/{size % 256}")).ShouldBe(leaves[(256 * full)..].SelectMany(leaf => leaf));
        (await log.Bytes("tile/1/000.p/2")).ShouldBe([
            .. ServedLog.Root(leaves.AsSpan(0, 256)),
            .. ServedLog.Root(leaves.AsSpan(256, 256)),
        ]);
    }

    [Fact]
    public async Task An_entry_tells_what_happened_and_hides_what_was_written()
    {
        running.Service.Clock.Reset(NodaTime.Instant.FromUtc(2023, 12, 1, 9, 0));
        var id = await running.Provider.RequestsAnAddendum(instructions: "A secret");
        await running.Provider.Put($"{Client.Addendums}/{id}", """{"session_note_id":46,"addendum":{"instructions_response":"Another"}}""");
        await LedgerOf.Signed(running.Service);
        var log = ServedLog.For(running.Service, "demo-auditor");
        var entries = await log.Entries((await log.Checkpoint()).Size);
        var texts = entries.Select(Encoding.UTF8.GetString).ToArray();

        var (first, second) = (Of(1), Of(2));
        first.Json["type"]!.GetValue<string>().ShouldBe("addendum_requested");
        first.Json["actor_id"]!.GetValue<long>().ShouldBe(121);
        first.Json["role"]!.GetValue<string>().ShouldBe("provider");
        first.Json["clinic_id"]!.GetValue<long>().ShouldBe(1);
        first.Json["session_note_id"]!.GetValue<long>().ShouldBe(46);
        first.Json["recorded_at"]!.GetValue<string>().ShouldBe("2023-12-01T09:00:00.000Z");
        first.Json["previous"].ShouldBeNull();
        first.Json["signature_digest"].ShouldBeNull();
        first.Json["position"]!.GetValue<long>().ShouldBe(first.Index + 1);
        second.Json["previous"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(ServedLog.Leaf(entries[first.Index])));
        texts.ShouldNotContain(text => text.Contains("secret"));
        CanonicalJson.Of(texts[first.Index], out _).ShouldBe(entries[first.Index]);

        (int Index, JsonNode Json) Of(int version) =>
            texts
                .Index()
                .Select(entry => (entry.Index, Json: JsonNode.Parse(entry.Item)!))
                .Single(entry => (string)entry.Json["stream"]! == $"addendum-{id}" && (int)entry.Json["version"]! == version);
    }

    [Fact]
    public async Task Proofs_hold()
    {
        await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Signed(running.Service);
        var log = ServedLog.For(running.Service, "demo-admin");
        var (_, size, root) = await log.Checkpoint();
        var leaves = (await log.Entries(size)).Select(ServedLog.Leaf).ToArray();
        foreach (var position in new[] { 1, 2, size / 2, size - 1, size })
        {
            var hashes = await log.Proof($"inclusion?position={position}&size={size}");
            InclusionProof
                .Holds(
                    TreeHash.From(leaves[position - 1]),
                    position,
                    size,
                    [.. hashes.Select(hash => TreeHash.From(hash))],
                    TreeHash.From(root)
                )
                .ShouldBeTrue();
        }

        foreach (var from in new[] { 1, 2, size / 2, size - 1, size })
        {
            var hashes = await log.Proof($"consistency?from={from}&to={size}");
            var before = TreeHash.From(ServedLog.Root(leaves.AsSpan(0, (int)from)));
            ConsistencyProof.Holds(from, before, size, TreeHash.From(root), [.. hashes.Select(hash => TreeHash.From(hash))]).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("proof/inclusion?position=2&size=1", "position", "is larger than size")]
    [InlineData("proof/inclusion?position=0&size=1", "position", "is invalid")]
    [InlineData("proof/inclusion?position=1&size=1000000000", "size", "is larger than the ledger")]
    [InlineData("proof/inclusion?position=1", "size", "can't be blank")]
    [InlineData("proof/consistency?from=2&to=1", "from", "is larger than to")]
    [InlineData("proof/consistency?from=x&to=1", "from", "is not a number")]
    [InlineData("proof/consistency?from=1&to=1000000000", "to", "is larger than the ledger")]
    public async Task A_proof_out_of_range_is_refused(string path, string field, string sentence) =>
        (await running.Auditor.Get($"{ServedLog.Path}/{path}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$$"""{"errors":{"{{{field}}}":["{{{sentence}}}"]}}"""
        );

    [Theory]
    [InlineData("tile/0/999")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/x000/000")]
    [InlineData("tile/00/000.p/1")]
    [InlineData("tile/9/000")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/999")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/257")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/entries/999.p/1")]
    [InlineData("tile/entries/x")]
    public async Task What_the_log_has_not_is_not_found(string path) =>
        (await running.Auditor.Get($"{ServedLog.Path}/{path}")).ShouldBe(HttpStatusCode.NotFound, """{"errors":"Not in the ledger"}""");

    [Theory]
    [InlineData("checkpoint", "text/plain; charset=utf-8")]
    [InlineData("tile/0/000.p/2", "application/octet-stream")]
    [InlineData("tile/entries/000.p/2", "application/octet-stream")]
    public async Task Each_part_of_the_log_has_the_content_type_that_tlog_tiles_names(string path, string type)
    {
        await LedgerOf.Signed(running.Service);

        var (status, given, _) = await ServedLog.For(running.Service, "demo-auditor").Get(path);

        status.ShouldBe(HttpStatusCode.OK);
        given.ShouldBe(type);
    }

    [Fact]
    public async Task Auditors_and_admins_read_the_log_of_their_own_clinic_and_nobody_else()
    {
        await LedgerOf.Signed(running.Service, clinic: 2);
        foreach (var path in new[] { "checkpoint", "key", "tile/0/000", "tile/entries/000", "proof/inclusion", "proof/consistency" })
        {
            foreach (var client in new[] { running.Provider, running.Supervisor, running.Program })
                (await client.Get($"{ServedLog.Path}/{path}")).ShouldBe(HttpStatusCode.Forbidden);
        }

        (await ServedLog.For(running.Service, "demo-other-auditor").Checkpoint()).Origin.ShouldBe("clinicnotes/2");
    }
}
