using System.Net;
using static ClinicNotes.WebApi.Tests.Retries.Repeated;

namespace ClinicNotes.WebApi.Tests.Retries;

/// <summary>A request with an <c>Idempotency-Key</c> is carried out once and answered the same however often it comes.</summary>
public sealed class RepeatedRequestTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Requesting = """{"session_note_id":46,"addendum":{"instructions":"Once"}}""";
    private const string Responding = """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}""";
    private const string Nothing = """{"session_note_id":46,"addendum":{}}""";

    private const string Registering = """{"webhook":{"url":"https://hooks.example.com/once","types":["clinicnotes.token.revoked.v1"]}}""";

    private static readonly string Recording =
        $$$"""{"session_note_id":46,"sign_off":{"review_date":"2023-10-27","signature":"{{{Pictures.Signature}}}"}}""";

    [Fact]
    public async Task Whatever_a_post_or_put_made_is_answered_the_same_again_by_this_service_and_by_another_and_recorded_once()
    {
        var addendum = await running.Admin.RequestsAnAddendum();
        var signOff = await running.Admin.RecordsASignOff();
        await running.Admin.Post(Client.Users, """{"user":{"user_id":901,"name":"Ada","roles":["provider"]}}""");
        var token = (await running.Admin.Post($"{Client.Users}/901/tokens", """{"token":{}}""")).Json["id"]!.GetValue<long>();
        (string Method, string Path, string? Body, HttpStatusCode Status)[] requests =
        [
            ("POST", Client.Addendums, Requesting, HttpStatusCode.Created),
            ("PUT", $"{Client.Addendums}/{addendum}", Responding, HttpStatusCode.OK),
            ("POST", Client.SignOffs, Recording, HttpStatusCode.Created),
            ("PUT", $"{Client.SignOffs}/{signOff}", """{"session_note_id":46,"sign_off":{"instructions":"A"}}""", HttpStatusCode.OK),
            ("PUT", $"{Client.SessionNotes}/9001", """{"session_note":{"provider_id":7}}""", HttpStatusCode.Created),
            ("POST", Client.Users, """{"user":{"user_id":902,"name":"Bea","roles":["provider"]}}""", HttpStatusCode.Created),
            ("PUT", $"{Client.Users}/902/roles", """{"user":{"roles":["auditor"]}}""", HttpStatusCode.OK),
            ("POST", $"{Client.Users}/902/tokens", """{"token":{"expires_at":"2023-11-01"}}""", HttpStatusCode.Created),
            ("POST", $"{Client.Users}/901/tokens/{token}/rotate", null, HttpStatusCode.Created),
            ("POST", "/v1/clinic/webhooks", Registering, HttpStatusCode.Created),
        ];
        var first = new List<(Reply Reply, long Events)>();
        foreach (var request in requests)
            first.Add(((await Send(running.Service, request.Method, request.Path, request.Body)).ShouldBe(request.Status), await Events()));
        running.Service.Clock.AdvanceMinutes(90);
        foreach (var ((method, path, body, _), (reply, _)) in requests.Zip(first))
            Same(await Send(running.Service, method, path, body), reply);
        await using var other = await new Service(running.Service.ConnectionString).Start();
        foreach (var ((method, path, body, _), (reply, _)) in requests.Zip(first))
            Same(await Send(other, method, path, body), reply);

        first.Select(one => one.Events).ShouldBe(Enumerable.Range(0, requests.Length).Select(i => first[0].Events + i));
        (await Events()).ShouldBe(first[^1].Events);
    }

    [Fact]
    public async Task What_was_found_to_be_so_already_is_answered_the_same_again_even_when_it_has_changed_since()
    {
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        var unchanged = await running.Supervisor.Put(path, Nothing, Key("unchanged"));
        (await running.Supervisor.Put(path, Responding)).ShouldBe(HttpStatusCode.OK);

        Same(await running.Supervisor.Put(path, Nothing, Key("unchanged")), unchanged);
    }

    [Fact]
    public async Task Faults_of_fields_are_answered_the_same_again_in_their_order()
    {
        const string body = """{"session_note_id":0,"addendum":{"instructions":" ","signature":"x"}}""";
        var refused = await running.Supervisor.Post(Client.Addendums, body, Key("faulty"));
        refused.ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"session_note_id":["is invalid"],"instructions":["can't be blank"],"signature":["invalid format"]}}"""
        );

        Same(await running.Supervisor.Post(Client.Addendums, body, Key("faulty")), refused);
    }

    [Fact]
    public async Task What_was_refused_otherwise_is_tried_anew()
    {
        const string body = """{"session_note_id":9100,"addendum":{"instructions":"Once"}}""";
        (await running.Supervisor.Post(Client.Addendums, body, Key("too early"))).ShouldBe(HttpStatusCode.NotFound);
        await running.Admin.Put($"{Client.SessionNotes}/9100", """{"session_note":{"provider_id":7}}""");

        (await running.Supervisor.Post(Client.Addendums, body, Key("too early"))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_change_made_once_is_not_stale_when_it_comes_again()
    {
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        var tag = (await running.Supervisor.Get(path)).Tag;
        var changed = await running.Supervisor.Put(path, Responding, Key("conditional"), ("If-Match", tag));

        Same(await running.Supervisor.Put(path, Responding, Key("conditional"), ("If-Match", tag)), changed.ShouldBe(HttpStatusCode.OK));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await running.Supervisor.Post(Client.Addendums, Requesting, Key("one body"));
        (await running.Supervisor.Post(Client.Addendums, Requesting + " ", Key("one body"))).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":"This Idempotency-Key came with another request before."}"""
        );
    }

    [Fact]
    public async Task A_key_belongs_to_a_user_a_method_and_a_path()
    {
        var one = await running.Supervisor.Post(Client.Addendums, Requesting, Key("mine"));
        var path = one.Headers.Location!.ToString();
        var other = await running.Provider.Post(Client.Addendums, Requesting, Key("mine"));
        other.ShouldBe(HttpStatusCode.Created).Json["id"]!.GetValue<long>().ShouldNotBe(one.Json["id"]!.GetValue<long>());
        (
            await running.OtherClinic.Post(Client.Addendums, Requesting.Replace("46", "1001", StringComparison.Ordinal), Key("mine"))
        ).ShouldBe(HttpStatusCode.Created);
        (await running.Supervisor.Put(path, Responding, Key("mine"))).ShouldBe(HttpStatusCode.OK);
        Same(await running.Supervisor.Post(Client.Addendums, Requesting, ("Idempotency-Key", "\"mine\"")), one);
    }

    [Fact]
    public async Task The_same_user_gets_the_answer_with_another_token_unless_it_shows_a_token_itself()
    {
        var one = await running.Supervisor.Post(Client.Addendums, Requesting, Key("two tokens"));
        var again = await running.Service.As("your_token_here").Post(Client.Addendums, Requesting, Key("two tokens"));
        Same(again, one);

        var admin = await running.Service.Enrols(1, 903, Domain.Access.Role.Admin);
        var another = await running.Service.Enrols(1, 903, Domain.Access.Role.Admin);
        var issued = await admin.Post($"{Client.Users}/903/tokens", """{"token":{}}""", Key("two tokens"));
        Same(
            await admin.Post($"{Client.Users}/903/tokens", """{"token":{}}""", Key("two tokens")),
            issued.ShouldBe(HttpStatusCode.Created)
        );
        (await another.Post($"{Client.Users}/903/tokens", """{"token":{}}""", Key("two tokens"))).ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        (await running.Service.As(issued.Json["token"]!.GetValue<string>()).Get(Client.Users)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_has_expired_since_is_shown_all_the_same()
    {
        const string body = """{"token":{"expires_at":"2023-10-20T23:00:00Z"}}""";
        await using var service = await new Service(running.Service.ConnectionString).Start();
        var admin = service.As("demo-admin");
        var issued = await admin.Post($"{Client.Users}/121/tokens", body, Key("expiring"));
        service.Clock.AdvanceHours(20);

        Same(await admin.Post($"{Client.Users}/121/tokens", body, Key("expiring")), issued.ShouldBe(HttpStatusCode.Created));
    }

    [Fact]
    public async Task Who_may_no_longer_do_it_is_refused()
    {
        var user = await running.Service.Enrols(1, 904, Domain.Access.Role.Provider);
        await user.Post(Client.Addendums, Requesting, Key("demoted"));
        await running.Admin.Put($"{Client.Users}/904/roles", """{"user":{"roles":["auditor"]}}""");
        running.Service.Clock.AdvanceSeconds(5);

        (await user.Post(Client.Addendums, Requesting, Key("demoted"))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task After_a_day_a_key_is_new_again_and_before_that_it_is_not()
    {
        await using var service = await new Service(running.Service.ConnectionString).Start();
        var client = service.As("demo-supervisor");
        var first = await client.Post(Client.Addendums, Requesting, Key("daily"));
        service.Clock.AdvanceHours(23);
        Same(await client.Post(Client.Addendums, Requesting, Key("daily")), first);
        service.Clock.AdvanceHours(1);

        var second = await client.Post(Client.Addendums, Requesting, Key("daily"));

        second.Json["id"]!.GetValue<long>().ShouldNotBe(first.Json["id"]!.GetValue<long>());
        Same(await client.Post(Client.Addendums, Requesting, Key("daily")), second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\"open")]
    public async Task What_is_no_key_is_refused(string key) =>
        (await running.Supervisor.Post(Client.Addendums, Requesting, ("Idempotency-Key", key))).ShouldBe(
            HttpStatusCode.BadRequest,
            """{"errors":"The Idempotency-Key header is no string of 1 to 255 characters."}"""
        );

    [Fact]
    public async Task Without_a_key_nothing_is_claimed_and_each_request_counts()
    {
        var claims = await running.Service.Scalar<long>("select count(*) from claims");
        var one = await running.Supervisor.Post(Client.Addendums, Requesting);
        var other = await running.Supervisor.Post(Client.Addendums, Requesting);
        await running.Supervisor.Get(Client.Addendums, Key("reading"));

        other.Json["id"]!.GetValue<long>().ShouldNotBe(one.Json["id"]!.GetValue<long>());
        (await running.Service.Scalar<long>("select count(*) from claims")).ShouldBe(claims);
    }

    private static (string, string) Key(string key) => ("Idempotency-Key", $"\"{key}\"");

    private static Task<Reply> Send(Service service, string method, string path, string? body)
    {
        var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return service.As("demo-admin").Send(new HttpMethod(method), path, content, Key("all of them"));
    }

    private Task<long> Events() =>
        running.Service.Scalar<long>("select count(*) from mt_events where type not in ('ledger_committed', 'session_notes_read')");
}
