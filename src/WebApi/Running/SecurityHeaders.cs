using Microsoft.Extensions.Primitives;

namespace ClinicNotes.WebApi.Running;

/// <summary>
/// What every answer tells a browser or a cache, whoever wrote it: that it is of the media type it says, that it is kept nowhere but with who
/// asked, and of a page, that no other page may frame it.
/// </summary>
internal static class SecurityHeaders
{
    // RFC 9111 section 5.2.2: what has an ETag may be kept by who asked, and is asked for again; all else is kept nowhere.
    private const string AskAgain = "private, no-cache";
    private const string KeepNowhere = "no-store";

    private const string InNoFrame = "frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                // An error answered in place of another answer clears the headers that were there before.
                http.Response.OnStarting(Add, http);
                return next(http);
            }
        );

    private static Task Add(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (StringValues.IsNullOrEmpty(headers.CacheControl))
            headers.CacheControl = MayBeKept(http) ? AskAgain : KeepNowhere;
        if (IsPage(http.Response) && !Names(headers.ContentSecurityPolicy, "frame-ancestors"))
            headers.Append("Content-Security-Policy", InNoFrame);
        return Task.CompletedTask;
    }

    private static bool MayBeKept(HttpContext http) =>
        http.Response.Headers.ETag.Count > 0 && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method));

    private static bool IsPage(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ?? false;

    private static bool Names(StringValues policies, string directive) =>
        policies.Any(policy => policy?.Contains(directive, StringComparison.OrdinalIgnoreCase) ?? false);
}
