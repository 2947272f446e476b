using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClinicNotes.Contract;

namespace ClinicNotes.WebApi.Tests.Documentation;

/// <summary>The requests of <c>docs/requests.http</c>, sent as an editor sends them.</summary>
public sealed partial class RequestFileTests(RunningService running) : IClassFixture<RunningService>
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly Dictionary<string, Reply> _replies = [];

    [Fact]
    public async Task Every_request_from_top_to_bottom_goes_well()
    {
        // A new ledger is signed within a second or so.
        await Patiently.Until(async () => (await running.Auditor.Get("/v1/audit/log/checkpoint")).Status == HttpStatusCode.OK);
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "requests.http"), TestContext.Current.CancellationToken);
        string[] parts = [.. page.Split("\n###")];
        foreach (Match variable in Variable().Matches(parts[0]))
            _variables[variable.Groups["name"].Value] = variable.Groups["value"].Value;
        _variables["host"] = "";

        parts.Length.ShouldBeGreaterThan(20);
        foreach (var part in parts[1..])
            await Send(part);
    }

    private async Task Send(string part)
    {
        // The heading is what is left of the line that begins with ###.
        var lines = part.Split('\n')[1..];
        var request = HttpMessage.Parse(Filled(string.Join('\n', lines.Where(line => !line.StartsWith('#')))));
        using var content = request.Headers.TryGetValue("Content-Type", out var type)
            ? new StringContent(request.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type))
            : null;
        var client = running.Service.As(request.Headers.GetValueOrDefault("X-User-Token"));

        var reply = await client.Send(request.Method, request.Path, content, [.. request.OtherHeaders]);

        ((int)reply.Status).ShouldBeInRange(200, 299, $"{request.FirstLine}\n{reply.Body}");
        if (Name().Match(part) is { Success: true } name)
            _replies[name.Groups["name"].Value] = reply;
    }

    private string Filled(string text)
    {
        while (Braced().IsMatch(text))
            text = Braced().Replace(text, braced => Value(braced.Groups["what"].Value));
        return text;
    }

    private string Value(string what) =>
        what.Split(".response.body.$.") is [var name, var path]
            ? path.Split('.').Aggregate((JsonNode)_replies[name].Json, (at, field) => at[field]!).ToString()
            : _variables[what];

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^# @name (?<name>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{\{(?<what>[^}]+)\}\}")]
    private static partial Regex Braced();
}
