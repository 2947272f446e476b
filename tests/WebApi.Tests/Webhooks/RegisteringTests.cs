using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Webhooks;

public sealed class RegisteringTests(RunningService running) : IClassFixture<RunningService>, IAsyncLifetime
{
    private const string Path = "/v1/clinic/webhooks";
    private const string Body =
        """{"webhook":{"url":"https://hooks.example.com/a","types":["clinicnotes.sign_off.recorded.v1"],"after":"3"}}""";

    // A webhook may begin after no position that the ledger does not have yet.
    public async ValueTask InitializeAsync() => await LedgerOf.Placed(running.Service);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_webhook_is_registered_shown_and_listed_and_its_secret_is_shown_once()
    {
        var reply = await running.Admin.Post(Path, Body);

        var shown = reply.ShouldBe(HttpStatusCode.Created).Json["webhook"]!.AsObject();
        shown
            .Select(field => field.Key)
            .ShouldBe([
                "id",
                "url",
                "types",
                "status",
                "paused_at",
                "pause_reason",
                "position",
                "failures",
                "next_attempt_at",
                "last_error",
                "created_at",
                "updated_at",
                "secret",
            ]);
        shown["secret"]!.GetValue<string>().ShouldStartWith("whsec_");
        reply.Headers.Location!.ToString().ShouldBe($"{Path}/{shown["id"]}");
        // The running service looks at what comes after it, and finds nothing of these types.
        string[] passing = ["secret", "position"];
        var found = await running.Admin.Get($"{Path}/{shown["id"]}");
        Kept(found.ShouldBe(HttpStatusCode.OK).Json["webhook"]!).ShouldBe(Kept(shown));
        var listed = await running.Admin.Get($"{Path}?page_size=100");
        listed.Json["webhooks"]!.AsArray().Select(Kept!).ShouldContain(Kept(shown));
        foreach (var later in new[] { found, listed })
            later.Body.ShouldNotContain("secret");

        string Kept(JsonNode webhook) =>
            string.Join(' ', webhook.AsObject().Where(field => !passing.Contains(field.Key)).Select(field => $"{field.Key}={field.Value}"));
    }

    [Fact]
    public async Task A_secret_is_nowhere_in_the_database_as_it_is()
    {
        var secret = (string)(await running.Admin.Post(Path, Body)).Json["webhook"]!["secret"]!;

        (await running.Service.Scalar<long>($"select count(*) from mt_events where data::text like '%{secret[6..]}%'")).ShouldBe(0);
        (
            await running.Service.Scalar<long>(
                $"select count(*) from webhook_secrets where position(convert_to('{secret[6..]}', 'utf8') in sealed) > 0"
            )
        ).ShouldBe(0);
        (await running.Service.Scalar<long>("select count(*) from webhook_secrets")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_deleted_webhook_is_not_there_and_its_secrets_are_destroyed()
    {
        var path = $"{Path}/{(await running.Admin.Post(Path, Body)).Json["webhook"]!["id"]}";
        var before = await running.Service.Scalar<long>("select count(*) from webhook_secrets");

        (await running.Admin.Delete(path)).ShouldBe(HttpStatusCode.OK);

        (await running.Service.Scalar<long>("select count(*) from webhook_secrets")).ShouldBe(before - 1);
        (await running.Admin.Get(path)).ShouldBe(HttpStatusCode.NotFound, """{"errors":"Webhook not found"}""");
        (await running.Admin.Delete(path)).ShouldBe(HttpStatusCode.NotFound);
        foreach (var call in new[] { "pause", "resume", "rotate", "test" })
            (await running.Admin.Send(HttpMethod.Post, $"{path}/{call}", null)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_clinics_webhook_is_not_there()
    {
        var id = (await running.Admin.Post(Path, Body)).Json["webhook"]!["id"];
        var other = await running.Service.Enrols(2, 900, Domain.Access.Role.Admin);

        (await other.Get($"{Path}/{id}")).ShouldBe(HttpStatusCode.NotFound, """{"errors":"Webhook not found"}""");
        (await other.Get($"{Path}/{id}/deliveries")).ShouldBe(HttpStatusCode.NotFound);
        (await other.Get(Path)).Json["webhooks"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_admins_manage_webhooks()
    {
        foreach (var client in new[] { running.Supervisor, running.Provider, running.Auditor, running.Program })
        {
            (await client.Post(Path, Body)).ShouldBe(HttpStatusCode.Forbidden);
            (await client.Get(Path)).ShouldBe(HttpStatusCode.Forbidden);
            (await client.Get($"{Path}/1")).ShouldBe(HttpStatusCode.Forbidden);
            (await client.Delete($"{Path}/1")).ShouldBe(HttpStatusCode.Forbidden);
            (await client.Get($"{Path}/1/deliveries")).ShouldBe(HttpStatusCode.Forbidden);
            (await client.Post($"{Path}/1/replay", """{"replay":{"after":"0"}}""")).ShouldBe(HttpStatusCode.Forbidden);
            foreach (var what in new[] { "pause", "resume", "rotate", "test" })
                (await client.Send(HttpMethod.Post, $"{Path}/1/{what}", content: null)).ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("{}", """{"webhook":["can't be blank"]}""")]
    [InlineData("""{"webhook":{}}""", """{"url":["can't be blank"]}""")]
    [InlineData(
        """{"webhook":{"url":5,"types":"a","after":3}}""",
        """{"url":["is invalid"],"types":["is invalid"],"after":["is invalid"]}"""
    )]
    [InlineData("""{"webhook":{"url":"https://a.example","types":[]}}""", """{"types":["can't be blank"]}""")]
    [InlineData("""{"webhook":{"url":"https://a.example","types":[5]}}""", """{"types":["is invalid"]}""")]
    [InlineData("""{"webhook":{"url":"https://a.example","after":"-1"}}""", """{"after":["is not a number"]}""")]
    [InlineData(
        """{"webhook":{"url":"https://a.example","after":"9007199254740992"}}""",
        """{"after":["must be from 0 to 9007199254740991"]}"""
    )]
    [InlineData("""{"webhook":{"url":"http://a.example"}}""", """{"url":["must be an https URL"]}""")]
    [InlineData("""{"webhook":{"url":"https://ada@a.example"}}""", """{"url":["must not hold user information"]}""")]
    [InlineData("""{"webhook":{"url":"https://2130706433"}}""", """{"url":["must lead to a public host"]}""")]
    public async Task What_is_wrong_with_a_registration_is_said_by_field(string body, string errors) =>
        (await running.Admin.Post(Path, body)).ShouldBe(HttpStatusCode.UnprocessableEntity, $$"""{"errors":{{errors}}}""");

    [Fact]
    public async Task A_position_beyond_the_end_is_refused()
    {
        var reply = await running.Admin.Post(Path, """{"webhook":{"url":"https://a.example","after":"900000"}}""");

        reply.ShouldBe(HttpStatusCode.UnprocessableEntity).Body.ShouldContain("is beyond the end of the feed");
    }
}
