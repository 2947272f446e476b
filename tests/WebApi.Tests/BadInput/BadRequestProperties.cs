using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace ClinicNotes.WebApi.Tests.BadInput;

/// <summary>Whatever stands in an address or a header of any call: the client is told what is wrong, and the service goes on.</summary>
[Properties(Arbitrary = [typeof(Hostile)], MaxTest = 300)]
public sealed class BadRequestProperties(RunningService running) : IClassFixture<RunningService>
{
    private static readonly string[] Headers =
    [
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Cookie",
        "Expect",
        "Forwarded",
        "Host",
        "Idempotency-Key",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "Last-Event-ID",
        "Origin",
        "Range",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "X-Forwarded-For",
        "X-HTTP-Method-Override",
        "X-Request-Id",
        "X-User-Token",
        "traceparent",
        "tracestate",
        "baggage",
    ];

    [Property]
    public async Task An_address_may_have_anything_in_the_place_of_an_id(NonNegativeInt which, Hostile.Characters id)
    {
        var (method, route) = Pick(which);
        await Send(method, Surface.Address(route, Uri.EscapeDataString(id.Text)), "");
    }

    [Property]
    public async Task A_question_may_have_anything_in_any_field(
        NonNegativeInt which,
        NonNegativeInt field,
        Hostile.Characters value,
        bool twice
    )
    {
        var (method, route) = Pick(which);
        var name = Surface.QueryFields[field.Get % Surface.QueryFields.Count];
        var query = $"{name}={Uri.EscapeDataString(value.Text)}";
        await Send(method, $"{Surface.Address(route, "46")}?{query}{(twice ? "&" + query : "")}", "");
    }

    [Property]
    public async Task What_is_badly_escaped_in_an_address_is_no_failure(NonNegativeInt which, byte first, byte second, bool inQuery)
    {
        var (method, route) = Pick(which);
        var text = $"%{first:x2}%{second:X2}%u0046%zz%";
        await Send(method, inQuery ? $"{Surface.Address(route, "46")}?as_of={text}&{text}" : Surface.Address(route, text), "");
    }

    [Property]
    public async Task A_header_may_hold_anything(NonNegativeInt which, NonNegativeInt header, Hostile.Characters value)
    {
        var (method, route) = Pick(which);
        await Send(method, Surface.Address(route, "46"), $"{Headers[header.Get % Headers.Length]}: {value.Text}\r\n");
    }

    [Property]
    public async Task Headers_may_be_any_bytes(NonNegativeInt which, byte[] noise)
    {
        var (method, route) = Pick(which);
        await Send(method, Surface.Address(route, "46"), $"{Encoding.Latin1.GetString(noise)}\r\n");
    }

    [Theory]
    [InlineData("X-User-Token: {0}\r\n", 30_000)]
    [InlineData("X-User-Token: demo-admin\r\nX-Request-Id: {0}\r\n", 30_000)]
    [InlineData("X-User-Token: demo-admin\r\nAccept: {0}\r\n", 40_000)]
    [InlineData("X-{0}: 1\r\n", 30_000)]
    public async Task Large_headers_are_no_failure(string headers, int length)
    {
        foreach (var (method, route) in running.Service.Calls())
            await Send(method, Surface.Address(route, "46"), string.Format(null, headers, new string('x', length)));
    }

    private (HttpMethod Method, string Route) Pick(NonNegativeInt which)
    {
        var calls = running.Service.Calls();
        return calls[which.Get % calls.Count];
    }

    /// <summary>
    /// Sends it as it is, on a connection of its own, and judges the answer. What Kestrel refuses before it is a request, it refuses in its own
    /// words, without a body; a wrong HTTP version (505) and a transfer coding that it does not know (501) are among that.
    /// </summary>
    private async Task Send(HttpMethod method, string address, string headers)
    {
        const string own = "Host: test\r\nX-User-Token: demo-admin\r\nContent-Type: application/json\r\nConnection: close\r\n";
        var answer = await running.Service.Raw($"{method} {address} HTTP/1.1\r\n{own}{headers}Content-Length: 2\r\n\r\n{{}}");

        Answered(answer, $"{method} {address}\n{headers}");
    }

    private static void Answered(string answer, string request)
    {
        answer.ShouldStartWith("HTTP/1.1 ", customMessage: request);
        var status = int.Parse(answer[9..12], System.Globalization.CultureInfo.InvariantCulture);
        status.ShouldBeInRange(100, 499, $"{request}\n{answer}");
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (status < 400 || body.Length == 0)
            return;
        if (answer.Contains("\r\nContent-Type: text/html", StringComparison.Ordinal))
            Surface.IsPage(request.Split(' ', '?')[1]).ShouldBeTrue(request);
        else
            body.ShouldStartWith("""{"errors":""", customMessage: request);
    }
}
