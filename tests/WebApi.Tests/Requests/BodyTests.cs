using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ClinicNotes.WebApi.Tests.Requests;

public sealed class BodyTests(RunningService running) : IClassFixture<RunningService>
{
    [Theory]
    [InlineData("", "The request body is empty; it must be a JSON object.")]
    [InlineData(" ", "The request body is not JSON.")]
    [InlineData("{", "The request body is not JSON.")]
    [InlineData("{}{}", "The request body is not JSON.")]
    [InlineData("{'a':1}", "The request body is not JSON.")]
    [InlineData("{\"a\":01}", "The request body is not JSON.")]
    [InlineData("{\"a\":NaN}", "The request body is not JSON.")]
    [InlineData("{\"a\":1,}", "The request body is not JSON.")]
    [InlineData("// a\n{}", "The request body is not JSON.")]
    [InlineData("{\"a\":\"\t\"}", "The request body is not JSON.")]
    [InlineData("[]", "The request body is not a JSON object.")]
    [InlineData("null", "The request body is not a JSON object.")]
    [InlineData("\"{}\"", "The request body is not a JSON object.")]
    [InlineData("{\"a\":1,\"a\":1}", "The request body names a key twice in one object.")]
    [InlineData("{\"a\":1,\"\\u0061\":1}", "The request body names a key twice in one object.")]
    [InlineData("{\"x\":[{\"a\":1,\"a\":1}]}", "The request body names a key twice in one object.")]
    [InlineData("{\"\\ud800\":1}", "The request body has a key that is no Unicode text.")]
    public async Task What_is_no_JSON_object_is_a_400_that_says_why(string body, string sentence) =>
        (await Send(Encoding.UTF8.GetBytes(body))).ShouldBe(HttpStatusCode.BadRequest, $$"""{"errors":"{{sentence}}"}""");

    [Theory]
    [InlineData(new byte[] { (byte)'{', 0xff, (byte)'}' })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xed, 0xa0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { 0xff, 0xfe, (byte)'{', 0, (byte)'}', 0 })]
    public async Task What_is_not_UTF8_is_a_400(byte[] body) =>
        (await Send(body)).ShouldBe(HttpStatusCode.BadRequest, """{"errors":"The request body is not UTF-8."}""");

    [Fact]
    public async Task Nesting_of_64_levels_is_the_deepest()
    {
        (await Send(Nested(64))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(Nested(65))).ShouldBe(
            HttpStatusCode.BadRequest,
            """{"errors":"The request body is nested too deeply; 64 levels are the most."}"""
        );
        (await Send(Nested(100_000))).ShouldBe(
            HttpStatusCode.BadRequest,
            """{"errors":"The request body is nested too deeply; 64 levels are the most."}"""
        );
    }

    [Fact]
    public async Task A_body_of_1_MiB_is_taken_and_one_byte_more_is_too_large_also_when_its_length_is_not_told()
    {
        var largest = Encoding.UTF8.GetBytes("{}".PadRight(1024 * 1024));
        var tooLarge = Encoding.UTF8.GetBytes("{}".PadRight(1024 * 1024 + 1));
        const string sentence = """{"errors":"The request body is larger than 1 MiB."}""";

        (await Send(largest)).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(tooLarge)).ShouldBe(HttpStatusCode.RequestEntityTooLarge, sentence);
        (await Send(new Untold(largest))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(new Untold(tooLarge))).ShouldBe(HttpStatusCode.RequestEntityTooLarge, sentence);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON; charset=\"UTF-8\"")]
    public async Task Json_in_UTF8_is_taken(string mediaType) =>
        (await Send("{}"u8.ToArray(), mediaType)).ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/merge-patch+json")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task Another_media_type_is_a_415(string? mediaType) =>
        (await Send("{}"u8.ToArray(), mediaType)).ShouldBe(
            HttpStatusCode.UnsupportedMediaType,
            """{"errors":"The request body must be sent as application/json, in UTF-8."}"""
        );

    [Fact]
    public async Task A_compressed_body_is_a_415()
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        (await Send(content)).ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_that_is_said_not_to_be_compressed_is_taken()
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("identity");

        (await Send(content)).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_body_of_no_media_type_is_a_415_also_when_it_is_too_large_and_no_body_at_all_is_a_400()
    {
        var tooLarge = new byte[1024 * 1024 + 1];

        (await Send(tooLarge, mediaType: null)).ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await running.Supervisor.Send(HttpMethod.Post, Client.Addendums, null)).ShouldBe(
            HttpStatusCode.BadRequest,
            """{"errors":"The request body is empty; it must be a JSON object."}"""
        );
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_a_400_and_no_failure_of_the_service()
    {
        var answer = await running.Service.Raw(
            $"POST {Client.Addendums} HTTP/1.1\r\nHost: test\r\nX-User-Token: demo-supervisor\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"
        );

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldContain("""{"errors":"The request could not be read."}""");
        running.Service.Log.Count("Error ").ShouldBe(0);
    }

    [Fact]
    public async Task Health_is_read_and_nothing_else()
    {
        (await running.Service.As(null).Send(HttpMethod.Head, "/health/live", null)).ShouldBe(HttpStatusCode.OK);
        (await running.Supervisor.Send(HttpMethod.Delete, "/health/ready", null)).ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_wrong_method_is_a_405_that_lists_the_right_one()
    {
        var reply = await running.Supervisor.Put("/v1/clinic/session_notes/46", "{}");

        reply.ShouldBe(HttpStatusCode.MethodNotAllowed).ContentHeaders.Allow.ShouldBe(["GET"]);
        reply.Body.ShouldBe("""{"errors":"This address does not take that method; the Allow header lists those that it takes."}""");
    }

    [Fact]
    public async Task An_address_at_which_there_is_nothing_is_a_404() =>
        (await running.Supervisor.Get("/v1/clinic/patients")).ShouldBe(
            HttpStatusCode.NotFound,
            """{"errors":"There is nothing at this address."}"""
        );

    [Theory]
    [InlineData("46.0", "is not a number")]
    [InlineData("4.6e1", "is not a number")]
    [InlineData("\"46\"", "is not a number")]
    [InlineData("true", "is not a number")]
    [InlineData("[46]", "is not a number")]
    [InlineData("{}", "is not a number")]
    [InlineData("null", "can't be blank")]
    [InlineData("0", "is invalid")]
    [InlineData("-0", "is invalid")]
    [InlineData("-46", "is invalid")]
    [InlineData("9007199254740992", "is invalid")]
    [InlineData("99999999999999999999999999999999999999", "is invalid")]
    public async Task A_session_note_id_is_an_integer_from_1_to_2_to_the_53_less_1(string id, string sentence)
    {
        var reply = await running.Supervisor.Post(Client.Addendums, $$$"""{"session_note_id":{{{id}}},"addendum":{"instructions":"A"}}""");

        reply.ShouldBe(HttpStatusCode.UnprocessableEntity, $$$"""{"errors":{"session_note_id":["{{{sentence}}}"]}}""");
    }

    [Fact]
    public async Task The_largest_id_is_an_id_and_this_note_is_not_there() =>
        (
            await running.Supervisor.Post(Client.Addendums, """{"session_note_id":9007199254740991,"addendum":{"instructions":"A"}}""")
        ).ShouldBe(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("7", "is invalid")]
    [InlineData("{}", "is invalid")]
    [InlineData("\"a\\u0000\"", "is invalid")]
    [InlineData("\"a\\ud800\"", "is invalid")]
    [InlineData("\"\\udc00\\ud800\"", "is invalid")]
    [InlineData("\"\"", "can't be blank")]
    [InlineData("\" \\t\\n\\u00a0\\u2003\\u3000\"", "can't be blank")]
    public async Task A_text_that_can_be_none_is_refused(string instructions, string sentence)
    {
        var reply = await running.Supervisor.Post(
            Client.Addendums,
            $$$"""{"session_note_id":46,"addendum":{"instructions":{{{instructions}}}}}"""
        );

        reply.ShouldBe(HttpStatusCode.UnprocessableEntity, $$$"""{"errors":{"instructions":["{{{sentence}}}"]}}""");
    }

    private static byte[] Nested(int levels) =>
        Encoding.UTF8.GetBytes("{\"a\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}");

    private Task<Reply> Send(byte[] body, string? mediaType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        return Send(content);
    }

    private Task<Reply> Send(HttpContent content) => running.Supervisor.Send(HttpMethod.Post, Client.Addendums, content);

    /// <summary>A body that is sent in chunks, its length not told beforehand.</summary>
    private sealed class Untold : ByteArrayContent
    {
        private readonly byte[] _body;

        public Untold(byte[] body)
            : base(body)
        {
            _body = body;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_body).AsTask();
    }
}
