using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Contract;

namespace ClinicNotes.WebApi.Tests;

/// <summary>A REST client of the documented interface.</summary>
public sealed class Client(HttpClient http, string? token)
{
    public const string Addendums = "/v1/clinic/session_notes/addendums";
    public const string SignOffs = "/v1/clinic/session_notes/sign_offs";
    public const string Users = "/v1/admin/clinic/users";
    public const string SessionNotes = "/v1/admin/clinic/session_notes";

    public Task<Reply> Post(string path, string json, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, Json(json), headers);

    public Task<Reply> Put(string path, string json, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, Json(json), headers);

    public Task<Reply> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("X-User-Token", token);

        using var response = await http.SendAsync(request);
        var reply = new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
        OpenApi.ShouldDescribe(method, path, reply);
        return reply;
    }

    /// <summary>Requests an addendum on a note of the clinic and gives its id.</summary>
    public async Task<long> RequestsAnAddendum(long note = 46, string instructions = "Names don't match")
    {
        var reply = await Post(
            Addendums,
            new JsonObject
            {
                ["session_note_id"] = note,
                ["addendum"] = new JsonObject { ["instructions"] = instructions },
            }.ToJsonString()
        );
        return reply.ShouldBe(HttpStatusCode.Created).Json["id"]!.GetValue<long>();
    }

    /// <summary>Records a sign-off on a note of the clinic and gives its id.</summary>
    public async Task<long> RecordsASignOff(long note = 46, string? covers = null)
    {
        var signOff = new JsonObject { ["review_date"] = "2023-10-27T21:40:00Z", ["signature"] = Pictures.Signature };
        if (covers is not null)
            signOff["covers"] = JsonNode.Parse(covers);
        var reply = await Post(SignOffs, new JsonObject { ["session_note_id"] = note, ["sign_off"] = signOff }.ToJsonString());
        return reply.ShouldBe(HttpStatusCode.Created).Json["id"]!.GetValue<long>();
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}

/// <summary>What the service answered.</summary>
public sealed record Reply(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The tag as the header has it, quotes and all.</summary>
    public string Tag => Headers.ETag.ShouldNotBeNull().ToString();

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>States what the status is.</summary>
    public Reply ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }

    /// <summary>States what status and body are, to the byte but for white space between the parts of the JSON given.</summary>
    public Reply ShouldBe(HttpStatusCode status, string json)
    {
        Status.ShouldBe(status, Body);
        Body.ShouldBe(JsonNode.Parse(json)!.ToJsonString(AsTheServiceWrites));
        return this;
    }

    internal static readonly System.Text.Json.JsonSerializerOptions AsTheServiceWrites = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
