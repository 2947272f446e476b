using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using NodaTime.Text;

namespace ClinicNotes.WebApi.Tests.Documentation;

public sealed partial class DocumentedExamplesTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Every_documented_request_gets_the_documented_answer()
    {
        foreach (var (setting, request, answer) in Documented.Examples)
        {
            await Arrange(setting);
            using var content = request.Headers.TryGetValue("Content-Type", out var type)
                ? new StringContent(request.Body, MediaTypeHeaderValue.Parse(type))
                : null;
            var client = running.Service.As(request.Headers.GetValueOrDefault("X-User-Token"));

            var reply = await client.Send(request.Method, request.Path, content, [.. request.OtherHeaders]);

            if (answer.Body.Length > 0)
                reply.ShouldBe(answer.Status, answer.Body);
            else
                reply.ShouldBe(answer.Status);
            foreach (var (name, value) in answer.Headers)
                Header(reply, name).ShouldBe(value, request.FirstLine);
        }
    }

    [Fact]
    public void The_page_documents_every_call_with_every_error_that_it_names()
    {
        Documented
            .Examples.Select(example => Numbers().Replace($"{example.Request.Method} {example.Request.Path.Split('?')[0]}", "{id}"))
            .Distinct()
            .ShouldBe([
                "POST /v1/clinic/session_notes/addendums",
                "GET /v1/clinic/session_notes/addendums/{id}",
                "GET /v1/clinic/session_notes/addendums",
                "PUT /v1/clinic/session_notes/addendums/{id}",
                "POST /v1/clinic/session_notes/sign_offs",
                "GET /v1/clinic/session_notes/sign_offs/{id}",
                "GET /v1/clinic/session_notes/sign_offs",
                "PUT /v1/clinic/session_notes/sign_offs/{id}",
                "PUT /v1/admin/clinic/session_notes/{id}",
                "GET /v1/clinic/session_notes/{id}",
                "POST /v1/admin/clinic/users",
                "PUT /v1/admin/clinic/users/{id}/roles",
                "GET /v1/admin/clinic/users",
                "GET /v1/admin/clinic/users/{id}/tokens",
                "POST /v1/admin/clinic/users/{id}/tokens",
                "POST /v1/admin/clinic/users/{id}/tokens/{id}/rotate",
                "DELETE /v1/admin/clinic/users/{id}/tokens/{id}",
                "GET /v1/clinic/session_notes/{id}/history",
                "GET /v1/clinic/session_notes/{id}/history.ndjson",
                "GET /v1/clinic/session_notes/{id}/history.csv",
                "GET /v1/clinic/session_notes/{id}/history.fhir.json",
                "GET /v1/audit/report",
                "GET /v1/audit/report/shared_signatures",
                "GET /v1/audit/log/tile/{id}/x123/{id}",
                "GET /v1/audit/log/proof/inclusion",
                "GET /v1/audit/log/proof/consistency",
                "GET /v1/clinic/signatures/{id}",
                "GET /v1/clinic/events",
                "GET /v1/clinic/events/stream",
                "POST /v1/clinic/webhooks",
                "GET /v1/clinic/webhooks",
                "POST /v1/clinic/webhooks/{id}/pause",
                "POST /v1/clinic/webhooks/{id}/replay",
            ]);
        Documented
            .Examples.Select(example => (int)example.Answer.Status)
            .Distinct()
            .Order()
            .ShouldBe([200, 201, 304, 401, 403, 404, 409, 412, 422]);
    }

    /// <summary>Sets the clock, and the ids that come next, as a comment before an example says.</summary>
    private async Task Arrange(string setting)
    {
        if (Time().Match(setting) is { Success: true } time)
            running.Service.Clock.Reset(InstantPattern.General.Parse(time.Value).Value);
        if (NextId().Match(setting) is { Success: true } next)
            await running.Service.Execute(
                $"select setval('{next.Groups["kind"].Value.Replace('-', '_')}_id', {next.Groups["id"].Value}, false)"
            );
    }

    private static string Header(Reply reply, string name) =>
        string.Join(", ", reply.Headers.TryGetValues(name, out var values) ? values : reply.ContentHeaders.GetValues(name));

    [GeneratedRegex(@"(?<=/)[0-9]+(?=/|$)")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<=at )\S+Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"the next (?<kind>[a-z-]+) being (?<id>[0-9]+)")]
    private static partial Regex NextId();
}
