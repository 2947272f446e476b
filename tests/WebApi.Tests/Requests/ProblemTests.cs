using System.Net;
using System.Text;

namespace ClinicNotes.WebApi.Tests.Requests;

/// <summary>Who asks for <c>application/problem+json</c> gets the same faults as RFC 9457 describes them.</summary>
public sealed class ProblemTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Problem = "application/problem+json";

    [Theory]
    [InlineData(401, "POST", Client.Addendums, "nobody's", "application/json", "{}")]
    [InlineData(404, "GET", "/nowhere", "demo-supervisor", null, "")]
    [InlineData(405, "PATCH", Client.Addendums, "demo-supervisor", "application/json", "{}")]
    [InlineData(415, "POST", Client.Addendums, "demo-supervisor", "text/plain", "{}")]
    [InlineData(400, "POST", Client.Addendums, "demo-supervisor", "application/json", "[")]
    [InlineData(403, "POST", Client.Addendums, "demo-auditor", "application/json", "{}")]
    [InlineData(404, "GET", $"{Client.Addendums}/4747", "demo-supervisor", null, "")]
    [InlineData(409, "PUT", $"{Client.SessionNotes}/1001", "demo-admin", "application/json", """{"session_note":{"provider_id":7}}""")]
    public async Task A_fault_of_a_whole_request_says_what_the_documented_shape_says(
        int status,
        string method,
        string path,
        string token,
        string? mediaType,
        string body
    )
    {
        var documented = await Send(accept: null, method, path, token, mediaType, body);
        var problem = await Send(Problem, method, path, token, mediaType, body);

        documented.ContentHeaders.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        problem.ShouldBe((HttpStatusCode)status).ContentHeaders.ContentType!.ToString().ShouldBe(Problem);
        problem.Json.Select(member => member.Key).ShouldBe(["type", "title", "status", "detail", "errors", "request_id"]);
        problem.Json["type"]!.GetValue<string>().ShouldBe("about:blank");
        problem.Json["status"]!.GetValue<int>().ShouldBe(status);
        problem.Json["title"]!.GetValue<string>().ShouldNotBeEmpty();
        problem.Json["detail"]!.GetValue<string>().ShouldBe(documented.Json["errors"]!.GetValue<string>());
        problem.Json["errors"]!.GetValue<string>().ShouldBe(documented.Json["errors"]!.GetValue<string>());
        problem.Json["request_id"]!.GetValue<string>().ShouldBe(problem.Headers.GetValues(RequestId.Header).ShouldHaveSingleItem());
        problem.Headers.Vary.ShouldBe(["Accept"]);
        documented.Headers.Vary.ShouldBe(["Accept"]);
    }

    [Fact]
    public async Task Too_large_a_body_is_a_problem_too()
    {
        var tooLarge = new string('[', 1024 * 1024 + 1);
        (await Send(Problem, "POST", Client.Addendums, "demo-supervisor", "application/json", tooLarge))
            .ShouldBe(HttpStatusCode.RequestEntityTooLarge)
            .Json["status"]!
            .GetValue<int>()
            .ShouldBe(413);
    }

    [Fact]
    public async Task Wrong_fields_are_listed_as_in_the_documented_shape()
    {
        const string body = """{"session_note_id":0,"addendum":{}}""";
        var problem = await Send(Problem, "POST", Client.Addendums, "demo-supervisor", "application/json", body);

        problem.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem.Json["errors"]!
            .ToJsonString(Reply.AsTheServiceWrites)
            .ShouldBe("""{"session_note_id":["is invalid"],"instructions":["can't be blank"]}""");
        problem.Json["detail"]!.GetValue<string>().ShouldBe("Fields of the request are wrong: errors lists them.");
    }

    [Fact]
    public async Task A_failure_is_a_problem_too()
    {
        await running.Service.Execute("alter table signatures rename to elsewhere");
        var body = $$$"""{"session_note_id":46,"addendum":{"instructions":"A","signature":"{{{Pictures.Signature}}}"}}""";
        var problem = await Send(Problem, "POST", Client.Addendums, "demo-supervisor", "application/json", body);
        await running.Service.Execute("alter table elsewhere rename to signatures");

        problem.ShouldBe(HttpStatusCode.InternalServerError).ContentHeaders.ContentType!.MediaType.ShouldBe(Problem);
        problem.Json["request_id"]!.GetValue<string>().ShouldBe(problem.Headers.GetValues(RequestId.Header).Single());
    }

    [Fact]
    public async Task That_the_database_is_away_is_a_problem_too()
    {
        await running.Service.DatabaseGoesAway();
        try
        {
            var problem = await Send(Problem, "GET", $"{Client.Addendums}/1", "somebody", null, "");
            problem.ShouldBe(HttpStatusCode.ServiceUnavailable).ContentHeaders.ContentType!.MediaType.ShouldBe(Problem);
            problem.Headers.RetryAfter.ShouldNotBeNull();
        }
        finally
        {
            await running.Service.DatabaseComesBack();
        }
    }

    [Fact]
    public async Task A_success_stays_as_it_is()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        var documented = await Send(accept: null, "GET", $"{Client.Addendums}/{id}", "demo-supervisor", null, "");
        var asked = await Send(Problem, "GET", $"{Client.Addendums}/{id}", "demo-supervisor", null, "");

        asked.ShouldBe(HttpStatusCode.OK).Body.ShouldBe(documented.Body);
        asked.ContentHeaders.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
    }

    [Theory]
    [InlineData(Problem, true)]
    [InlineData("APPLICATION/Problem+JSON", true)]
    [InlineData($"{Problem};q=0.5", true)]
    [InlineData($"application/json, {Problem}", true)]
    [InlineData($"application/json;q=0.9, {Problem};q=0.9", true)]
    [InlineData($"application/json;q=0, */*, {Problem};q=0.1", true)]
    [InlineData($"text/html, {Problem};q=0.1", true)]
    [InlineData($"application/json, {Problem};q=0.9", false)]
    [InlineData($"application/*, {Problem};q=0.9", false)]
    [InlineData($"*/*, {Problem};q=0.9", false)]
    [InlineData($"{Problem};q=0", false)]
    [InlineData("application/json", false)]
    [InlineData("application/*", false)]
    [InlineData("*/*", false)]
    [InlineData("", false)]
    [InlineData(";;,,/", false)]
    public async Task The_documented_shape_gives_way_to_a_problem_that_is_liked_no_less(string accept, bool gives)
    {
        var reply = await Send(accept, "GET", $"{Client.Addendums}/4747", "demo-supervisor", null, "");
        reply.ContentHeaders.ContentType!.MediaType.ShouldBe(gives ? Problem : "application/json");
    }

    private Task<Reply> Send(string? accept, string method, string path, string token, string? mediaType, string body)
    {
        var content = mediaType is null ? null : new StringContent(body, Encoding.UTF8, mediaType);
        return running.Service.As(token).Send(new HttpMethod(method), path, content, accept is null ? [] : [("Accept", accept)]);
    }
}
