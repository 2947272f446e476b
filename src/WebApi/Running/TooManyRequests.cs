using System.Globalization;
using System.Threading.RateLimiting;

namespace ClinicNotes.WebApi.Running;

/// <summary>The answer to who asks too often: 429, and in <c>Retry-After</c> how many seconds to wait (RFC 6585 section 4).</summary>
internal static class TooManyRequests
{
    public static Task Write(HttpContext http, RateLimitLease refused, string sentence)
    {
        SayWhen(http, refused);
        return Answer.Sentence(StatusCodes.Status429TooManyRequests, sentence).ExecuteAsync(http);
    }

    /// <summary>Says in <c>Retry-After</c> how many seconds to wait.</summary>
    public static void SayWhen(HttpContext http, RateLimitLease refused)
    {
        var wait = refused.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromMinutes(1);
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
