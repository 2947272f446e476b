using System.Net;
using System.Text.RegularExpressions;
using ClinicNotes.WebApi.Tests;

namespace ClinicNotes.Pages.Tests;

/// <summary>What a browser does, by hand: it keeps cookies and follows no redirect.</summary>
internal sealed partial class Session : IDisposable
{
    private readonly HttpClient _http;

    public Session(Service service)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        _http = new(handler) { BaseAddress = service.ClientOptions.BaseAddress };
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Somebody who has signed in with a token.</summary>
    public static async Task<Session> Of(Service service, string token = "demo-auditor")
    {
        var session = new Session(service);
        using var answer = await session.SignIn(token);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return session;
    }

    public Task<HttpResponseMessage> Get(string path) => _http.GetAsync(path);

    public async Task<string> Page(string path)
    {
        using var answer = await Get(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<HttpResponseMessage> SignIn(string token, string back = "", params (string Name, string Value)[] headers) =>
        await Post("/audit/sign-in", headers, ("form", await Form("/audit/sign-in")), ("token", token), ("back", back));

    /// <summary>What a form of a page has to send back.</summary>
    public async Task<string> Form(string path)
    {
        using var answer = await Get(path);
        return Field().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    public async Task<HttpResponseMessage> Post(
        string path,
        (string Name, string Value)[] headers,
        params (string Name, string Value)[] fields
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("""name="form" value="([^"]+)""")]
    private static partial Regex Field();
}

internal static class Answers
{
    public static Task<string> Text(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();
}
