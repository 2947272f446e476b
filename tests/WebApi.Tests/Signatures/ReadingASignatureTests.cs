using System.Net;
using System.Security.Cryptography;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Signatures;

public sealed class ReadingASignatureTests(RunningService running) : IClassFixture<RunningService>
{
    private static readonly byte[] Png = Convert.FromBase64String(Pictures.Signature.Split(',')[1]);
    private static readonly string Path = $"/v1/clinic/signatures/{Convert.ToHexStringLower(SHA256.HashData(Png))}";

    [Fact]
    public async Task Who_is_told_of_a_signature_by_an_event_can_have_the_file()
    {
        var id = await running.Supervisor.RecordsASignOff();
        await LedgerOf.Placed(running.Service);
        var events = (await running.Program.Get("/v1/clinic/events?types=clinicnotes.sign_off.recorded.v1&limit=1000")).Json["events"]!;
        var told = events.AsArray().Single(e => e!["data"]!["sign_off_id"]!.GetValue<long>() == id)!["data"]!["changes"]!["signature"]!;
        ((string)told["href"]!).ShouldBe(Path);
        told["byte_length"]!.GetValue<int>().ShouldBe(Png.Length);

        using var http = running.Service.CreateClient();
        http.DefaultRequestHeaders.Add("X-User-Token", "demo-service");
        using var file = await http.GetAsync((string)told["href"]!, TestContext.Current.CancellationToken);

        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        (await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(Png);
    }

    [Fact]
    public async Task Sources_and_links_begin_with_what_is_set()
    {
        await using var service = new Service(running.Service.ConnectionString)
        {
            Settings =
            {
                ["Feed:Source"] = "clinicnotes-east",
                ["Feed:Links"] = "https://notes.example/",
                ["Ledger:Keep"] = "false",
            },
        };
        await service.Start();
        await running.Supervisor.RecordsASignOff();
        await LedgerOf.Placed(service);

        var events = (await service.As("demo-service").Get("/v1/clinic/events?types=clinicnotes.sign_off.recorded.v1")).Json["events"]!;

        ((string)events[0]!["source"]!).ShouldBe("clinicnotes-east/1");
        ((string)events[0]!["data"]!["changes"]!["signature"]!["href"]!).ShouldBe($"https://notes.example{Path}");
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("x")]
    public async Task What_is_no_signature_of_the_clinic_is_not_found(string sha256) =>
        (await running.Provider.Get($"/v1/clinic/signatures/{sha256}")).ShouldBe(
            HttpStatusCode.NotFound,
            """{"errors":"Signature not found"}"""
        );

    [Fact]
    public async Task A_signature_of_another_clinic_is_not_found()
    {
        await running.Supervisor.RecordsASignOff();

        (await running.OtherAuditor.Get(Path)).ShouldBe(HttpStatusCode.NotFound);
    }
}
