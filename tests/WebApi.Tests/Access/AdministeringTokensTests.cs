using System.Net;

namespace ClinicNotes.WebApi.Tests.Access;

public sealed class AdministeringTokensTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Unauthorized = """{"errors":"You are not authorized to perform this action."}""";

    [Fact]
    public async Task A_token_that_is_issued_works_and_the_list_shows_it_without_the_secret()
    {
        await Enrol(500);
        var reply = await running.Admin.Post($"{Client.Users}/500/tokens", """{"token":{"expires_at":"2033-10-20T12:00:00+02:00"}}""");

        var issued = reply.ShouldBe(HttpStatusCode.Created).Json;
        var (id, secret) = ((long)issued["id"]!, (string)issued["token"]!);
        reply.ShouldBe(
            HttpStatusCode.Created,
            $$"""{"id":{{id}},"user_id":500,"token":"{{secret}}","expires_at":"2033-10-20T10:00:00.000Z"}"""
        );
        reply.Headers.Location!.ToString().ShouldBe($"/v1/admin/clinic/users/500/tokens/{id}");
        (await running.Service.As(secret).Get($"{Client.Addendums}/999999")).ShouldBe(HttpStatusCode.NotFound);
        var listed = (await Tokens(500)).ShouldHaveSingleItem()!.AsObject();
        listed.Select(field => field.Key).ShouldBe(["id", "user_id", "issued_at", "expires_at", "revoked_at"]);
        (await running.Admin.Get($"{Client.Users}/500/tokens")).Body.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_revoking_it_again_records_no_event()
    {
        await Enrol(501);
        var (id, secret) = await Issue(501);
        var revoked = await running.Admin.Delete($"{Client.Users}/501/tokens/{id}");

        revoked.ShouldBe(HttpStatusCode.OK).Json.ToJsonString().ShouldBe((await Tokens(501)).ShouldHaveSingleItem()!.ToJsonString());
        revoked.Json["revoked_at"].ShouldNotBeNull();
        (await running.Service.As(secret).Get($"{Client.Addendums}/1")).ShouldBe(HttpStatusCode.Unauthorized, Unauthorized);
        (await running.Admin.Delete($"{Client.Users}/501/tokens/{id}")).ShouldBe(HttpStatusCode.OK, revoked.Body);
        (await Count(501, "token_revoked")).ShouldBe(1);
    }

    [Fact]
    public async Task A_rotated_token_is_refused_within_five_seconds_and_the_one_in_its_place_works()
    {
        await Enrol(502);
        var (id, secret) = await Issue(502);
        (await running.Service.As(secret).Get($"{Client.Addendums}/999999")).ShouldBe(HttpStatusCode.NotFound);

        var reply = await Rotate(502, id);
        var rotated = reply.ShouldBe(HttpStatusCode.Created).Json;
        running.Service.Clock.AdvanceMilliseconds(4_999);

        reply.Headers.Location!.ToString().ShouldBe($"/v1/admin/clinic/users/502/tokens/{rotated["id"]}");
        (await running.Service.As(secret).Get($"{Client.Addendums}/1")).ShouldBe(HttpStatusCode.Unauthorized, Unauthorized);
        (await running.Service.As((string)rotated["token"]!).Get($"{Client.Addendums}/999999")).ShouldBe(HttpStatusCode.NotFound);
        (await Rotate(502, id)).ShouldBe(HttpStatusCode.Conflict, """{"errors":"Token works no longer"}""");
        (await Count(502, "token_issued")).ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_that_rotate_one_token_at_once_one_gets_a_token()
    {
        await Enrol(503);
        var (id, _) = await Issue(503);

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Rotate(503, id)));

        replies.Count(reply => reply.Status == HttpStatusCode.Created).ShouldBe(1);
        replies.Count(reply => reply.Status == HttpStatusCode.Conflict).ShouldBe(7);
        (await Count(503, "token_issued")).ShouldBe(2);
    }

    [Fact]
    public async Task A_token_of_another_user_and_none_give_the_same_bytes()
    {
        await Enrol(504);
        await Enrol(505);
        var (theirs, _) = await Issue(505);
        foreach (var token in new[] { $"{theirs}", "999999", "0", "abc" })
        {
            var path = $"{Client.Users}/504/tokens/{token}";
            (await running.Admin.Delete(path)).ShouldBe(HttpStatusCode.NotFound, """{"errors":"Token not found"}""");
            (await running.Admin.Send(HttpMethod.Post, $"{path}/rotate", null)).ShouldBe(
                HttpStatusCode.NotFound,
                """{"errors":"Token not found"}"""
            );
        }
    }

    [Theory]
    [InlineData("""{}""", """{"token":["can't be blank"]}""")]
    [InlineData("""{"token":{"expires_at":1}}""", """{"expires_at":["invalid format"]}""")]
    [InlineData("""{"token":{"expires_at":" "}}""", """{"expires_at":["can't be blank"]}""")]
    [InlineData("""{"token":{"expires_at":"2001-01-01"}}""", """{"expires_at":["must be in the future"]}""")]
    public async Task Wrong_fields_are_refused_in_the_documented_shape(string body, string errors) =>
        (await running.Admin.Post($"{Client.Users}/121/tokens", body)).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$"""{"errors":{{errors}}}"""
        );

    [Fact]
    public async Task A_caller_chooses_no_secret()
    {
        await Enrol(506);
        var reply = await running.Admin.Post(
            $"{Client.Users}/506/tokens",
            """{"token":{"token":"mine","secret":"mine"},"secret":"mine"}"""
        );
        ((string)reply.ShouldBe(HttpStatusCode.Created).Json["token"]!).Length.ShouldBe(43);
    }

    [Fact]
    public async Task No_secret_is_stored_or_logged()
    {
        await Enrol(507);
        var (id, issued) = await Issue(507);
        var rotated = (string)(await Rotate(507, id)).ShouldBe(HttpStatusCode.Created).Json["token"]!;
        (await running.Service.As(rotated).Get($"{Client.Addendums}/999999")).ShouldBe(HttpStatusCode.NotFound);

        foreach (var secret in new[] { issued, rotated })
        {
            running.Service.Log.Count(secret).ShouldBe(0);
            (await running.Service.Scalar<long>($"select count(*) from mt_events e where e::text like '%{secret}%'")).ShouldBe(0);
        }
    }

    private async Task Enrol(long user)
    {
        var body = $$$"""{"user":{"user_id":{{{user}}},"name":"User","roles":["provider"]}}""";
        (await running.Admin.Post(Client.Users, body)).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<(long Id, string Secret)> Issue(long user)
    {
        var issued = (await running.Admin.Post($"{Client.Users}/{user}/tokens", """{"token":{}}""")).ShouldBe(HttpStatusCode.Created).Json;
        return ((long)issued["id"]!, (string)issued["token"]!);
    }

    private Task<Reply> Rotate(long user, long token) =>
        running.Admin.Send(HttpMethod.Post, $"{Client.Users}/{user}/tokens/{token}/rotate", null);

    private async Task<System.Text.Json.Nodes.JsonArray> Tokens(long user) =>
        (await running.Admin.Get($"{Client.Users}/{user}/tokens")).ShouldBe(HttpStatusCode.OK).Json["tokens"]!.AsArray();

    private Task<long> Count(long user, string type) =>
        running.Service.Scalar<long>(
            $"select count(*) from mt_events where tenant_id = '1' and stream_id = 'user-{user}' and type = '{type}'"
        );
}
