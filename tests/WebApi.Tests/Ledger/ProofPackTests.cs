using System.Net;
using ClinicNotes.WebApi.Tests.Commands;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class ProofPackTests(Database database, RunningService running) : IClassFixture<RunningService>
{
    private const string Note = "/v1/clinic/session_notes/46/proof";
    private const string Whole = $"{ServedLog.Path}/export";

    [Theory]
    [InlineData(Note)]
    [InlineData(Whole)]
    public async Task The_verifier_of_strangers_accepts_a_pack_of_the_service(string address)
    {
        var older = await Checkpoint(running.Service);
        var id = await running.Supervisor.RequestsAnAddendum();
        await running.Supervisor.Put(
            $"{Client.Addendums}/{id}",
            """{"session_note_id":46,"addendum":{"instructions_response":"Dé \u0001 \"so\""}}"""
        );
        await running.Supervisor.RecordsASignOff();
        var newer = await Checkpoint(running.Service);

        var pack = (await running.Auditor.Get($"{address}?against={Uri.EscapeDataString(older)}")).ShouldBe(HttpStatusCode.OK);

        pack.ContentHeaders.ContentType!.ToString().ShouldBe("application/x-ndjson");
        pack.ContentHeaders.ContentDisposition!.FileName.ShouldEndWith(".proof");
        (await Verified(pack.Body, older, await Key())).ShouldBe(0);
        (await Verified(pack.Body, newer, await Key())).ShouldBe(1, "it is held against another checkpoint than it proves");
    }

    [Theory]
    [InlineData(
        "update mt_events set data = jsonb_set(data, '{instructions}', '\"Nothing to correct\"') where type = 'addendum_requested'"
    )]
    [InlineData(
        "update mt_events set data = jsonb_set(data, '{requested_at}', '\"2020-01-01T00:00:00Z\"') where type = 'addendum_requested'"
    )]
    [InlineData(
        "update mt_events set type = 'addendum_responded', data = data || '{\"responded_by\":1,\"responded_as\":\"admin\",\"responded_at\":\"2023-10-20T10:00:00Z\"}' where type = 'addendum_requested'"
    )]
    [InlineData("update signatures set png = png || 'x'::bytea")]
    [InlineData("delete from signatures")]
    [InlineData("delete from mt_events where type = 'sign_off_recorded'")]
    [InlineData("update ledger_entries set body_salt = sha256('x') where position = 1")]
    [InlineData("delete from ledger_entries where event_number = (select max(seq_id) from mt_events where type = 'addendum_requested')")]
    public async Task What_was_done_in_the_database_shows(string tampering)
    {
        await using var service = await new Service(await database.Make()) { Settings = { ["Ledger:Keep"] = "true" } }.Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        await service.As("demo-supervisor").RecordsASignOff();
        await Checkpoint(service);
        (await Verified((await service.As("demo-auditor").Get(Whole)).Body, null, null)).ShouldBe(0);

        await service.Tamper(tampering);

        var pack = await service.As("demo-auditor").Get(Whole);
        if (pack.Status == HttpStatusCode.OK)
            (await Verified(pack.Body, null, null)).ShouldBe(1);
        else
            pack.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Theory]
    [InlineData("garbage", "is no checkpoint of this ledger")]
    [InlineData("", "is no checkpoint of this ledger")]
    public async Task What_is_no_checkpoint_is_refused(string against, string sentence)
    {
        foreach (var address in new[] { Note, Whole })
        {
            (await running.Auditor.Get($"{address}?against={against}")).ShouldBe(
                HttpStatusCode.UnprocessableEntity,
                $$$"""{"errors":{"against":["{{{sentence}}}"]}}"""
            );
        }
    }

    [Fact]
    public async Task A_checkpoint_that_is_larger_than_the_ledger_tells_that_this_was_cut()
    {
        var checkpoint = await Checkpoint(running.Service);
        var lines = checkpoint.Split('\n');
        var future = string.Join('\n', [lines[0], "99999999", .. lines[2..]]);

        (await running.Auditor.Get($"{Note}?against={Uri.EscapeDataString(future)}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"against":["is larger than the ledger: it was cut, or restored from a backup"]}}"""
        );
    }

    [Fact]
    public async Task Auditors_and_admins_get_packs_of_their_clinic_and_nobody_else()
    {
        await Checkpoint(running.Service);
        foreach (var client in new[] { running.Provider, running.Supervisor, running.Program })
        {
            (await client.Get(Note)).ShouldBe(HttpStatusCode.Forbidden);
            (await client.Get(Whole)).ShouldBe(HttpStatusCode.Forbidden);
        }

        (await running.Admin.Get(Note)).ShouldBe(HttpStatusCode.OK);
        (await running.OtherAuditor.Get(Note)).ShouldBe(HttpStatusCode.NotFound, """{"errors":"Session note not found"}""");
    }

    private async Task<string> Key() => (await ServedLog.For(running.Service, "demo-auditor").Text("key")).Trim();

    private static async Task<string> Checkpoint(Service service)
    {
        await LedgerOf.Signed(service);
        return await ServedLog.For(service, "demo-auditor").Text("checkpoint");
    }

    /// <summary>What the verifier, a program of its own, exits with.</summary>
    private static async Task<int> Verified(string pack, string? against, string? key)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "pack.proof");
            await File.WriteAllTextAsync(file, pack);
            List<string> arguments = [file];
            if (key is not null)
                arguments.AddRange(["--key", key]);
            if (against is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "older"), against);
                arguments.AddRange(["--against", Path.Combine(folder.FullName, "older")]);
            }

            return (await Called.Verifier([.. arguments])).Code;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
