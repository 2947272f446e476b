using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;

namespace ClinicNotes.WebApi.Tests.BadInput;

/// <summary>Whatever stands in a body, in whichever field of whichever call: the client is told what is wrong, and the service goes on.</summary>
[Properties(Arbitrary = [typeof(Hostile)], MaxTest = 150)]
public sealed class BadBodyProperties(RunningService running) : IClassFixture<RunningService>
{
    private static readonly string[] WithoutBody = ["rotate", "pause", "resume", "test"];
    private const string Mark = "a place";

    private static readonly (HttpMethod Method, string Path, string Text, JsonValueKind Kind)[] Fields =
    [
        .. from call in Surface.Bodies
        from place in Surface.Places(call.Body.DeepClone().AsObject())
        let kind = place.Parent[place.Name]!.GetValueKind()
        select (call.Method, call.Path, Marked(place), kind),
    ];

    [Fact]
    public void Every_call_that_takes_a_body_is_tried() =>
        running
            .Service.Calls()
            .Where(call => call.Method != HttpMethod.Get && call.Method != HttpMethod.Head && call.Method != HttpMethod.Delete)
            .Where(call => !WithoutBody.Contains(call.Route.Split('/')[^1]) && !Surface.IsPage(call.Route))
            .Select(call => $"{call.Method} {Surface.Address(call.Route, "{id}")}")
            .Except(Surface.Bodies.Select(call => $"{call.Method} {Pattern(call.Path)}"))
            .ShouldBeEmpty("docs/api.md has no example with a body for these calls");

    [Property]
    public async Task A_field_may_hold_anything(NonNegativeInt which, Hostile.Json value)
    {
        var field = Fields[which.Get % Fields.Length];
        (await Send(field.Method, field.Path, field.Text.Replace($"\"{Mark}\"", value.Text))).ShouldBeNoFailure();
    }

    [Fact]
    public async Task A_field_of_another_kind_is_refused()
    {
        string[] values = ["7", "7.5", "true", "\"text\"", "[]", "[7]", "{}", """{"a":[{}]}"""];
        foreach (var (method, path, text, kind) in Fields)
        {
            foreach (var value in values.Where(value => Kind(value) != kind))
                (await Send(method, path, text.Replace($"\"{Mark}\"", value))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity);
        }
    }

    [Property]
    public async Task A_field_may_not_be_nested_deeper_than_the_rest(NonNegativeInt which, PositiveInt levels, bool array)
    {
        var field = Fields[which.Get % Fields.Length];
        var depth = 64 + levels.Get * 1009 % 100_000;
        var value = array
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        (await Send(field.Method, field.Path, field.Text.Replace($"\"{Mark}\"", value))).ShouldBeRefused(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_field_is_not_nested_a_hundred_thousand_levels_deep()
    {
        foreach (var (method, path, text, _) in Fields)
        {
            foreach (var value in new[] { new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) })
                (await Send(method, path, text.Replace($"\"{Mark}\"", value))).ShouldBeRefused(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task A_field_is_not_named_twice()
    {
        foreach (var (method, path, text, _) in Fields)
        {
            var (before, after) = text.Split($"\"{Mark}\"") is [var first, var second] ? (first, second) : default;
            var name = before[(before.LastIndexOf('"', before.Length - 3))..];
            (await Send(method, path, $"{before}1,{name}2{after}")).ShouldBeRefused(HttpStatusCode.BadRequest);
        }
    }

    [Property]
    public async Task A_body_in_which_bytes_went_wrong_is_no_failure(
        NonNegativeInt which,
        NonEmptyArray<(NonNegativeInt At, byte Value)> wrong
    )
    {
        var (method, path, body) = Surface.Bodies[which.Get % Surface.Bodies.Count];
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        foreach (var (at, value) in wrong.Get)
            bytes[at.Get * 7919L % bytes.Length] = value;

        (await Send(method, path, bytes)).ShouldBeNoFailure();
    }

    [Property]
    public async Task A_body_that_breaks_off_is_refused(NonNegativeInt which, NonNegativeInt at)
    {
        var (method, path, body) = Surface.Bodies[which.Get % Surface.Bodies.Count];
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        (await Send(method, path, bytes[..(int)(at.Get * 7919L % bytes.Length)])).ShouldBeRefused(HttpStatusCode.BadRequest);
    }

    [Property]
    public async Task Noise_is_refused(NonNegativeInt which, byte[] noise)
    {
        var (method, path, _) = Surface.Bodies[which.Get % Surface.Bodies.Count];
        (await Send(method, path, noise)).ShouldBeRefused();
    }

    [Property]
    public async Task What_is_not_UTF8_is_refused_wherever_it_stands(NonNegativeInt which, NonNegativeInt at, byte wrong)
    {
        var (method, path, body) = Surface.Bodies[which.Get % Surface.Bodies.Count];
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var place = (int)(at.Get * 7919L % bytes.Length);
        // Bytes from 0xF8 on are in no UTF-8 text (RFC 3629 section 3).
        (await Send(method, path, [.. bytes[..place], (byte)(wrong | 0xf8), .. bytes[place..]])).ShouldBeRefused(HttpStatusCode.BadRequest);
    }

    private Task<Reply> Send(HttpMethod method, string path, string body) => Send(method, path, Encoding.UTF8.GetBytes(body));

    private Task<Reply> Send(HttpMethod method, string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return running.Admin.Send(method, path, content);
    }

    private static string Marked((JsonNode Parent, string Name) place)
    {
        var before = place.Parent[place.Name];
        place.Parent[place.Name] = Mark;
        var text = place.Parent.Root.ToJsonString();
        place.Parent[place.Name] = before;
        return text;
    }

    private static JsonValueKind Kind(string json) => JsonNode.Parse(json)!.GetValueKind();

    private static string Pattern(string path) =>
        string.Join('/', path.Split('/').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? "{id}" : part));
}
