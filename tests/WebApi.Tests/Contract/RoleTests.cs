using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClinicNotes.WebApi.Tests.Contract;

/// <summary>Who may call what, as the OpenAPI document says it, tried by every role.</summary>
public sealed partial class RoleTests(RunningService running) : IClassFixture<RunningService>
{
    private static readonly string[] Roles = ["provider", "supervisor", "admin", "auditor", "service"];

    public static TheoryData<string, string> Calls => [.. OpenApi.Calls.Select(call => (call.Method, call.Path))];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Those_may_call_it_who_are_said_to_and_nobody_without_a_token_unless_it_needs_none(string method, string path)
    {
        var call = OpenApi.Calls.Single(call => call.Method == method && call.Path == path).Operation;
        if (call["security"] is JsonArray { Count: 0 })
        {
            if (path != "/asyncapi/schemas/{name}")
                (await Try(null, method, path, call)).ShouldBe(HttpStatusCode.OK);
            return;
        }

        (await Try(null, method, path, call)).ShouldBe(HttpStatusCode.Unauthorized);
        var may = RolesOf().Match((string)call["description"]!).Groups["roles"].Value.Split(", ");
        may.ShouldBeSubsetOf(Roles);
        foreach (var role in Roles)
            (await Try($"demo-{role}", method, path, call) == HttpStatusCode.Forbidden).ShouldBe(!may.Contains(role), role);
    }

    // Of what is not there, and by what makes no sense: whoever may is told that.
    private async Task<HttpStatusCode> Try(string? token, string method, string path, JsonObject call)
    {
        var address = Braced().Replace(path, "999999") + (path.EndsWith("/stream", StringComparison.Ordinal) ? "?after=now" : "");
        using var body = call["requestBody"] is null ? null : new StringContent("{}", Encoding.UTF8, "application/json");
        return (await running.Service.As(token).Send(new HttpMethod(method), address, body)).Status;
    }

    [GeneratedRegex(@"Roles: (?<roles>[a-z, ]+)\.$")]
    private static partial Regex RolesOf();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braced();
}
