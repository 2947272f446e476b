using System.Net;
using System.Text;
using System.Text.Json;

namespace ClinicNotes.Run.Tests;

internal sealed class Client(string url) : IDisposable
{
    private const string Addendums = "/v1/clinic/session_notes/addendums";

    private readonly HttpClient _http = new() { BaseAddress = new(url) };

    public async Task<string> RequestAddendumAsync(string instructions)
    {
        var body = JsonSerializer.Serialize(new { session_note_id = 46, addendum = new { instructions } });
        return await AnswerAsync(HttpMethod.Post, Addendums, body, HttpStatusCode.Created);
    }

    /// <summary>An update of nothing answers with the addendum as it is.</summary>
    public async Task<string> ReadAddendumAsync(string addendum)
    {
        var id = JsonDocument.Parse(addendum).RootElement.GetProperty("id").GetInt64();
        return await AnswerAsync(HttpMethod.Put, $"{Addendums}/{id}", """{"session_note_id":46,"addendum":{}}""", HttpStatusCode.OK);
    }

    public async Task<HttpStatusCode> ReadyAsync() => (await _http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode;

    public void Dispose() => _http.Dispose();

    private async Task<string> AnswerAsync(HttpMethod method, string path, string body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-User-Token", "your_token_here");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, answer);
        return answer;
    }
}
