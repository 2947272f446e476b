using System.Net;
using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.Commands;

/// <summary>Users, tokens and single notes by the command line, seen by a service on the same database.</summary>
public sealed class AdministeringTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_clinic_gets_its_first_admin_who_then_administers_it_over_http()
    {
        (await Call("users", "enrol", "--clinic", "7", "--id", "1", "--name", "Ada Example", "--role", "admin")).ShouldBe(
            (0, "User 1, Ada Example: admin.\n", "")
        );

        var issued = await Call("tokens", "issue", "--clinic", "7", "--user", "1");

        issued.Code.ShouldBe(0, issued.Complaint);
        var token = issued.Said.Split('\n')[1];
        (await running.Service.As(token).Get("/v1/admin/clinic/users")).ShouldBe(HttpStatusCode.OK).Json["users"]!.AsArray().Single()![
            "name"
        ]!
            .GetValue<string>()
            .ShouldBe("Ada Example");
    }

    [Fact]
    public async Task Json_is_what_the_service_answers_over_http()
    {
        var enrolled = await Json("users", "enrol", "--clinic=1", "--id=701", "--name=A", "--role=service", "--role=provider");
        enrolled.ToJsonString().ShouldBe("""{"id":701,"name":"A","roles":["provider","service"]}""");
        var changed = await Json("users", "roles", "--clinic=1", "--id=701", "--role=auditor");
        changed.ToJsonString().ShouldBe("""{"id":701,"name":"A","roles":["auditor"]}""");
        await SameAs("/v1/admin/clinic/users?page=2&page_size=3", "users", "list", "--clinic=1", "--page=2", "--page-size=3");

        var issued = await Json("tokens", "issue", "--clinic=1", "--user=701", "--expires-at=2100-01-01");
        issued.Select(field => field.Key).ShouldBe(["id", "user_id", "token", "expires_at"]);
        issued["expires_at"]!.GetValue<string>().ShouldBe("2100-01-01T00:00:00.000Z");
        var rotated = await Json("tokens", "rotate", "--clinic=1", "--user=701", $"--token={issued["id"]}");
        (await Get(issued)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Get(rotated)).ShouldBe(HttpStatusCode.OK);
        var revoked = await Json("tokens", "revoke", "--clinic=1", "--user=701", $"--token={rotated["id"]}");
        revoked["revoked_at"].ShouldNotBeNull();
        await SameAs("/v1/admin/clinic/users/701/tokens", "tokens", "list", "--clinic=1", "--user=701");

        var note = await Json("notes", "register", "--clinic=1", "--id=7001", "--provider=121");
        note.ToJsonString().ShouldBe("""{"session_note":{"id":7001,"provider_id":121}}""");
    }

    [Theory]
    [InlineData("User not found", "users", "roles", "--clinic=1", "--id=999999", "--role=admin")]
    [InlineData("User not found", "tokens", "issue", "--clinic=2", "--user=121")]
    [InlineData("Token not found", "tokens", "revoke", "--clinic=1", "--user=121", "--token=999999")]
    [InlineData("roles is invalid", "users", "roles", "--clinic=1", "--id=121", "--role=king")]
    [InlineData("expires_at must be in the future", "tokens", "issue", "--clinic=1", "--user=121", "--expires-at=2001-01-01")]
    [InlineData("Session note is registered by another clinic", "notes", "register", "--clinic=2", "--id=46", "--provider=223")]
    public async Task A_refusal_is_said_on_standard_error_in_the_words_of_the_service(string sentence, params string[] arguments) =>
        (await Call([.. arguments, "--json"])).ShouldBe((1, "", sentence + "\n"));

    [Theory]
    [InlineData("users")]
    [InlineData("users", "dismiss")]
    [InlineData("users", "list")]
    [InlineData("users", "list", "--clinic", "0")]
    [InlineData("users", "list", "--clinic", "one")]
    [InlineData("users", "list", "--clinic", "1", "--colour")]
    [InlineData("tokens", "issue", "--clinic", "1")]
    [InlineData("notes", "register", "--clinic", "1", "--id", "9007199254740992", "--provider", "1")]
    public async Task What_is_no_right_call_does_nothing_and_ends_with_2(params string[] arguments) =>
        (await Call(arguments)).Code.ShouldBe(2);

    [Fact]
    public async Task Help_tells_the_options_and_an_example_without_a_database()
    {
        var help = await Called.Program(running.Service, "tokens", "rotate", "--help");

        help.Code.ShouldBe(0);
        help.Said.ShouldContain("./clinicnotes tokens rotate --clinic 1 --user 7 --token 33");
        help.Said.ShouldContain("--json");
        help.Said.ShouldNotContain("\u001b");
    }

    private async Task<(int Code, string Said, string Complaint)> Call(params string[] arguments)
    {
        var (code, said, complaint) = await Called.Program(running.Service, arguments);
        return (code, said, complaint);
    }

    private async Task<JsonObject> Json(params string[] arguments)
    {
        var called = await Called.Program(running.Service, [.. arguments, "--json"]);
        called.Code.ShouldBe(0, called.Complaint);
        called.Complaint.ShouldBeEmpty();
        return called.Json;
    }

    private async Task SameAs(string address, params string[] arguments) =>
        (await Json(arguments)).ToJsonString().ShouldBe((await running.Admin.Get(address)).Json.ToJsonString());

    private async Task<HttpStatusCode> Get(JsonObject issued) =>
        (await running.Service.As(issued["token"]!.GetValue<string>()).Get("/v1/clinic/session_notes/46")).Status;
}
