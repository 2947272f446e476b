using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClinicNotes.WebApi;

/// <summary>A fault as RFC 9457 describes it, for clients that ask for <c>application/problem+json</c>.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says what kind of problem it is (section 4.2.1).</param>
/// <param name="Title">What the status is called.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="Detail">The fault in one sentence.</param>
/// <param name="Errors">What the documented shape has under that name: the sentence, or sentences by field.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> of the response.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, object Errors, string RequestId)
{
    public const string MediaType = "application/problem+json";

    /// <summary>The fault so described; <c>null</c> when the body is of no fault, or the client would not rather have it so.</summary>
    public static Problem? Of(HttpContext http, int status, object body) =>
        body switch
        {
            SentenceError fault when IsPreferred(http.Request) => Of(http, status, fault.Errors, fault.Errors),
            FieldErrors fault when IsPreferred(http.Request) => Of(http, status, Sentences.WrongFields, fault.Errors),
            _ => null,
        };

    private static Problem Of(HttpContext http, int status, string detail, object errors) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, errors, http.TraceIdentifier);

    /// <summary>Whether the client names the media type, and likes it no less than <c>application/json</c> (RFC 9110 section 12.5.1).</summary>
    private static bool IsPreferred(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)
        && Quality(ranges, MediaType) is > 0 and var problem
        && problem >= (Quality(ranges, "application/json") ?? Quality(ranges, "application/*") ?? Quality(ranges, "*/*") ?? 0);

    private static double? Quality(IEnumerable<MediaTypeHeaderValue> ranges, StringSegment named) =>
        ranges
            .Where(range => range.MediaType.Equals(named, StringComparison.OrdinalIgnoreCase))
            .Max(range => (double?)(range.Quality ?? 1));
}
