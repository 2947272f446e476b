using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Running;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClinicNotes.WebApi.Audit;

/// <summary><c>/audit/sign-in</c>: a token becomes a session, which is a cookie that carries it.</summary>
internal static class SignInPages
{
    private const string SignInPath = $"{AuditPages.Path}/sign-in";
    private const string Back = "back";

    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", Show).AllowAnonymous();
        pages.MapPost("/sign-in", SignIn).AllowAnonymous().WithMetadata(new LargestForm());
        pages.MapPost("/sign-out", (Delegate)SignOut).AllowAnonymous().WithMetadata(new LargestForm());
    }

    /// <summary>The page to sign in at, which leads back to what was asked for.</summary>
    public static string PathBackTo(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? SignInPath + new QueryBuilder { { Back, request.Path + request.QueryString } } : SignInPath;

    private static RenderedPage Show(HttpContext http) => Form(http.Request.Query[Back].ToString());

    private static async Task<IResult> SignIn(HttpContext http, CancellationToken cancellation)
    {
        if (!http.Request.HasFormContentType || !await PageForms.IsOurs(http))
            return Form("", "This form was too old. Please give the token once more.", StatusCodes.Status400BadRequest);

        var form = await http.Request.ReadFormAsync(cancellation);
        var (token, back) = (form["token"].ToString().Trim(), form[Back].ToString());
        if (token.Length == 0 || await http.SignIn(token) is not { } actor)
            return Refused(http, back);
        if (actor.ActingAs(WhoMay.Audit) is null)
            return Form(back, "This token works, but these pages are for auditors and admins of a clinic.", StatusCodes.Status403Forbidden);

        SessionCookie.Give(http, token);
        return SeeOther(http, IsPageOfOurs(back) ? back : AuditPages.Path);
    }

    private static RenderedPage Refused(HttpContext http, string back)
    {
        using var counted = http.RequestServices.GetRequiredService<FailedSignIns>().Count(http.Connection.RemoteIpAddress);
        if (!counted.IsAcquired)
        {
            TooManyRequests.SayWhen(http, counted);
            return Form(back, Sentences.TooManyFailedSignIns, StatusCodes.Status429TooManyRequests);
        }

        http.Response.Headers.WWWAuthenticate = UserTokenAuthentication.Header;
        const string sentence = "This token does not work: it is unknown, has expired, or was revoked.";
        return Form(back, sentence, StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> SignOut(HttpContext http)
    {
        if (http.Request.HasFormContentType && await PageForms.IsOurs(http))
            SessionCookie.TakeBack(http);
        return SeeOther(http, SignInPath);
    }

    /// <summary>After a form, a page is asked for anew (RFC 9110 section 15.4.4): going back or reloading sends no form again.</summary>
    private static IResult SeeOther(HttpContext http, string location)
    {
        http.Response.Headers.Location = location;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static RenderedPage Form(string back, string? fault = null, int status = StatusCodes.Status200OK) =>
        RenderedPage.Of<SignInPage>(new SignInModel(back, fault), status);

    // Anybody may send one.
    private sealed class LargestForm : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => 64 * 1_024;
    }

    // Anything else could lead to another site.
    private static bool IsPageOfOurs(string path) =>
        (
            path == AuditPages.Path
            || path.StartsWith($"{AuditPages.Path}/", StringComparison.Ordinal)
            || path.StartsWith($"{AuditPages.Path}?", StringComparison.Ordinal)
        ) && path.All(character => character is > ' ' and < '\u007f' and not '\\');
}

/// <param name="Back">Where to go afterwards.</param>
/// <param name="Fault">Why the last try failed, if there was one.</param>
public sealed record SignInModel(string Back, string? Fault);
