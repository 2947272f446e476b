using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace ClinicNotes.WebApi;

/// <summary>
/// Every request has an id, <c>X-Request-Id</c>: the caller's, when it is made of 1 to 128 letters, digits, dots, dashes and underscores, or
/// a new one. It comes back with every answer, and is in the log, in traces, and with what the request has recorded.
/// </summary>
internal static partial class RequestId
{
    public const string Header = "X-Request-Id";

    /// <summary>How traces name it: OpenTelemetry's semantic conventions for HTTP, <c>http.response.header.&lt;key&gt;</c>.</summary>
    private const string Attribute = "http.response.header.x-request-id";

    private static readonly Func<ILogger, string, IDisposable?> Request = LoggerMessage.DefineScope<string>("Request {RequestId}");

    public static void UseRequestIds(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestId));
        app.Use(
            async (http, next) =>
            {
                http.TraceIdentifier =
                    http.Request.Headers[Header] is [{ } given] && IsOne(given) ? given : Guid.CreateVersion7().ToString("N");
                http.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(Attribute, new[] { http.TraceIdentifier });
                http.Response.OnStarting(Answer, http);
                using (Request(logger, http.TraceIdentifier))
                    await next(http);
            }
        );
    }

    /// <summary>Whether a text may be an id of this kind.</summary>
    public static bool IsOne(string? text) => text is not null && Shape().IsMatch(text);

    // An error answered in place of another answer clears the headers that were there before.
    private static Task Answer(object state)
    {
        var http = (HttpContext)state;
        http.Response.Headers[Header] = http.TraceIdentifier;
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,128}\z")]
    private static partial Regex Shape();
}
