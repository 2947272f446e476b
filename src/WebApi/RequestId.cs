using System.Text.RegularExpressions;

namespace ClinicNotes.WebApi;

/// <summary>
/// Every request has an id, <c>X-Request-Id</c>: the caller's, when it is made of 1 to 128 letters, digits, dots, dashes and underscores, or
/// a new one. It comes back with every answer, and is in the log and with what the request has recorded.
/// </summary>
internal static partial class RequestId
{
    public const string Header = "X-Request-Id";

    public static void UseRequestIds(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                http.TraceIdentifier =
                    http.Request.Headers[Header] is [{ } given] && Shape().IsMatch(given) ? given : Guid.CreateVersion7().ToString("N");
                http.Response.OnStarting(Answer, http);
                return next(http);
            }
        );

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
