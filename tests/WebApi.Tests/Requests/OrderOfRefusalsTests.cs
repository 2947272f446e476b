using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ClinicNotes.WebApi.Tests.Requests;

/// <summary>A request that is wrong in every way is told of the first fault that counts; with that mended, of the next.</summary>
public sealed class OrderOfRefusalsTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Token_then_route_then_media_type_then_size_then_json_then_role_then_fields_then_note_then_thing_then_owner()
    {
        var adminsSignOff = await running.Admin.RecordsASignOff();
        var tooLarge = new string('[', 1024 * 1024 + 1);
        const string wrongFields = """{"session_note_id":0,"sign_off":{}}""";
        const string unknownNote = """{"session_note_id":4747,"sign_off":{}}""";
        const string anotherNote = """{"session_note_id":47,"sign_off":{"instructions":"A"}}""";
        const string mine = """{"session_note_id":46,"sign_off":{"instructions":"A"}}""";

        await Refused(401, token: "nobody's", path: "/nowhere", "text/plain", tooLarge);
        await Refused(404, token: "demo-auditor", path: "/nowhere", "text/plain", tooLarge);
        await Refused(405, token: "demo-auditor", Client.SignOffs, "text/plain", tooLarge);
        await Refused(415, token: "demo-auditor", $"{Client.SignOffs}/{adminsSignOff}", "text/plain", tooLarge);
        await Refused(413, token: "demo-auditor", $"{Client.SignOffs}/{adminsSignOff}", "application/json", tooLarge);
        await Refused(400, token: "demo-auditor", $"{Client.SignOffs}/{adminsSignOff}", "application/json", "[");
        await Refused(403, token: "demo-auditor", $"{Client.SignOffs}/{adminsSignOff}", "application/json", wrongFields);
        await Refused(422, token: "demo-supervisor", $"{Client.SignOffs}/{adminsSignOff}", "application/json", wrongFields);
        (await Refused(404, token: "demo-supervisor", $"{Client.SignOffs}/x", "application/json", unknownNote)).Body.ShouldContain(
            "Session note"
        );
        (
            await Refused(404, token: "demo-supervisor", $"{Client.SignOffs}/{adminsSignOff}", "application/json", anotherNote)
        ).Body.ShouldContain("Sign-off");
        await Refused(403, token: "demo-supervisor", $"{Client.SignOffs}/{adminsSignOff}", "application/json", mine);
        await Refused(200, token: "demo-admin", $"{Client.SignOffs}/{adminsSignOff}", "application/json", mine);
    }

    private async Task<Reply> Refused(int status, string token, string path, string mediaType, string body)
    {
        var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
        return (await running.Service.As(token).Send(HttpMethod.Put, path, content)).ShouldBe((HttpStatusCode)status);
    }
}
