using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ClinicNotes.Application.Retries;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Retries;

/// <summary>
/// The header <c>Idempotency-Key</c>: a string of RFC 9651 section 3.3.3 in its quotes, as draft-ietf-httpapi-idempotency-key-header asks
/// for, or 1 to 255 visible ASCII characters without any.
/// </summary>
internal static partial class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int Longest = 255;

    /// <summary>The key, or <c>null</c> for what is none.</summary>
    public static string? Parse(string header)
    {
        var key = Quoted().IsMatch(header) ? Escaped().Replace(header[1..^1], "$1") : header;
        return key.Length is > 0 and <= Longest && (key.Length < header.Length || Bare().IsMatch(key)) ? key : null;
    }

    /// <summary>The request by which a key is known: of whom, method and path; and the body that it must have each time.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">The key.</param>
    /// <param name="body">What must be the same when the request comes again.</param>
    public static ClaimedRequest ClaimedRequest(this HttpContext http, string key, ReadOnlySpan<byte> body) =>
        new(
            http.Actor(),
            SHA256.HashData(Encoding.UTF8.GetBytes($"{http.Request.Method}\n{http.Request.Path}\n{key}")),
            http.GetEndpoint()?.Metadata.GetMetadata<ShowsToken>() is null
                ? SHA256.HashData(body)
                : SHA256.HashData([.. SHA256.HashData(body), .. Encoding.UTF8.GetBytes(http.UserToken())])
        );

    [GeneratedRegex("""\A"([ !#-\[\]-~]|\\["\\])*"\z""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex Escaped();

    [GeneratedRegex("""\A[!#-~]+\z""")]
    private static partial Regex Bare();
}
