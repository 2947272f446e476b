using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.History;

public sealed class SharedSignatureTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Path = "/v1/audit/report/shared_signatures";

    [Fact]
    public async Task An_image_of_two_users_or_on_two_notes_is_listed_and_no_other()
    {
        var (ofTwo, onTwo, once) = (Pictures.Signature, Pictures.OtherSignature, Pictures.ThirdSignature);
        await Signs("demo-supervisor", 46, ofTwo);
        running.Service.Clock.AdvanceMinutes(1);
        await Signs("demo-admin", 46, ofTwo);
        await Signs("demo-supervisor", 46, onTwo);
        await Signs("demo-supervisor", 99, onTwo);
        await Signs("demo-supervisor", 46, once);
        await Signs("demo-supervisor", 46, once);
        await Signs("demo-other-clinic", 1001, ofTwo);

        var listed = (await running.Auditor.Get(Path)).ShouldBe(HttpStatusCode.OK).Json;

        listed["pagination"]!.ToJsonString().ShouldBe("""{"current_page":1,"total_pages":1,"total_count":2,"per_page":25}""");
        var signatures = listed["signatures"]!.AsArray();
        signatures
            .Select(signature => Told(signature!))
            .ShouldBe([(Digest(ofTwo), "[123,124]", 1, "[46]"), (Digest(onTwo), "[123]", 2, "[46,99]")]);
        ((string)signatures[0]!["first_used_at"]!).ShouldBe("2023-10-20T10:00:00.000Z");
        ((string)signatures[0]!["last_used_at"]!).ShouldBe("2023-10-20T10:01:00.000Z");
        (await running.Auditor.Get($"{Path}?page=2&page_size=1")).Json["signatures"]!.AsArray().ShouldHaveSingleItem()!["signature_sha256"]!
            .GetValue<string>()
            .ShouldBe(Digest(onTwo));
        (await running.OtherAuditor.Get(Path)).Json["signatures"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Auditors_and_admins_read_the_list_and_nobody_else()
    {
        (await running.Admin.Get(Path)).ShouldBe(HttpStatusCode.OK);
        foreach (var client in new[] { running.Provider, running.Supervisor, running.Program })
            (await client.Get($"{Path}?page=0")).ShouldBe(HttpStatusCode.Forbidden);
        (await running.Auditor.Get($"{Path}?page_size=0")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"page_size":["is invalid"]}}"""
        );
    }

    private static (string, string, long, string) Told(JsonNode signature) =>
        (
            (string)signature["signature_sha256"]!,
            signature["user_ids"]!.ToJsonString(),
            (long)signature["session_notes"]!,
            signature["session_note_ids"]!.ToJsonString()
        );

    private static string Digest(string signature) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(signature.Split(',')[1])));

    private async Task Signs(string token, long note, string signature)
    {
        var signOff = new JsonObject { ["review_date"] = "2023-10-27T21:40:00Z", ["signature"] = signature };
        var body = new JsonObject { ["session_note_id"] = note, ["sign_off"] = signOff };
        (await running.Service.As(token).Post(Client.SignOffs, body.ToJsonString())).ShouldBe(HttpStatusCode.Created);
    }
}
