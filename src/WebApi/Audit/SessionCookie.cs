namespace ClinicNotes.WebApi.Audit;

/// <summary>
/// The cookie that carries the token of who has signed in. It lasts until the browser ends, goes to the pages alone, comes with no request that
/// another site has caused, and no script can read it.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "clinicnotes-audit";

    /// <summary>The token that the request's cookie carries, if any.</summary>
    public static string? Of(HttpRequest request) => request.Cookies.TryGetValue(Name, out var token) && token.Length > 0 ? token : null;

    public static void Give(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Options(http.Request));

    public static void TakeBack(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http.Request));

    /// <summary>
    /// Whether the browser's connection is TLS. A proxy's word is enough here, whoever it is: a lie only keeps the cookie off plain HTTP.
    /// </summary>
    public static bool IsSecure(HttpRequest request) =>
        request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase);

    private static CookieOptions Options(HttpRequest request) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            Path = AuditPages.Path,
            SameSite = SameSiteMode.Strict,
            Secure = IsSecure(request),
        };
}
