using System.Net;
using ClinicNotes.WebApi.Tests.Commands;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class KeyChangeTests(Database database) : IDisposable
{
    private const string Proof = "/v1/clinic/session_notes/46/proof";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("key-change");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_the_former_key_signed_verifies_by_it_and_what_the_new_one_signs_holds_against_that()
    {
        var connectionString = await database.Make();
        await using (var service = await new Service(connectionString).Start())
        {
            await LedgerOf.Signed(service);
            var log = ServedLog.For(service, "demo-auditor");
            await Keep("former.key", await log.Text("key"));
            await Keep("kept", await log.Text("checkpoint"));
            await Keep("before", (await service.As("demo-auditor").Get(Proof)).ShouldBe(HttpStatusCode.OK).Body);
        }

        await using var changed = new Service(connectionString)
        {
            Settings = { ["Ledger:Key"] = "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=", ["Ledger:FormerKeys"] = LedgerOf.PublicKey },
        };
        await changed.Start();
        await changed.As("demo-supervisor").RequestsAnAddendum();
        await LedgerOf.Signed(changed);
        var older = Uri.EscapeDataString(await File.ReadAllTextAsync(At("kept"), TestContext.Current.CancellationToken));
        await Keep("after", (await changed.As("demo-auditor").Get($"{Proof}?against={older}")).ShouldBe(HttpStatusCode.OK).Body);
        var served = (await ServedLog.For(changed, "demo-auditor").Text("key")).Split('\n', 2);
        await Keep("new.key", served[0]);
        served[1].ShouldBe(await File.ReadAllTextAsync(At("former.key"), TestContext.Current.CancellationToken));

        (await Verified("before", "--key", At("former.key"))).Code.ShouldBe(0);
        (await Verified("before", "--key", At("new.key"))).Code.ShouldBe(1);
        var refused = await Verified("after", "--key", At("new.key"), "--against", At("kept"));
        refused.Code.ShouldBe(1);
        refused.Said.ShouldContain("the older checkpoint is not signed by the key");
        refused.Said.ShouldContain("give the former key too, as you had it then: --key NEW --key FORMER.");
        var verified = await Verified("after", "--key", At("new.key"), "--key", At("former.key"), "--against", At("kept"));
        verified.Code.ShouldBe(0);
        verified.Said.ShouldContain($"Key:        {served[0]}\n");
    }

    private Task<Called> Verified(string pack, params string[] arguments) => Called.Verifier([At(pack), .. arguments]);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private Task Keep(string name, string text) => File.WriteAllTextAsync(At(name), text, TestContext.Current.CancellationToken);
}
