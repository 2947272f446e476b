using System.Security.Claims;
using System.Text.Encodings.Web;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Audit;
using ClinicNotes.WebApi.Running;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ClinicNotes.WebApi.Access;

/// <summary>
/// Finds out who asks by the header <c>X-User-Token</c>, and who looks at a page by the cookie of a session. Everything needs a token unless
/// it says otherwise.
/// </summary>
internal static class UserTokenAuthentication
{
    public const string Header = "X-User-Token";

    public static void AddUserTokenAuthentication(this IServiceCollection services)
    {
        // The core alone: the rest would make and store keys, which nothing here needs.
        services.AddAuthenticationCore(options => options.DefaultScheme = Header);
        services.AddWebEncoders();
        services.AddSingleton<UnknownTokens>();
        services.TryAddSingleton(TimeProvider.System);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, UserTokenHandler>(
                Header,
                options => options.ForwardDefaultSelector = http => AuditPages.IsPage(http) ? PageSession.Name : null
            )
            .AddScheme<AuthenticationSchemeOptions, PageSession>(PageSession.Name, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>The token that the request came with in the header.</summary>
    public static string UserToken(this HttpContext http) => http.Request.Headers[Header].ToString();

    /// <summary>Who asks. Only there once a token has been accepted.</summary>
    public static Actor Actor(this HttpContext http) =>
        http.Features.Get<Actor>() ?? throw new InvalidOperationException("No token has been accepted.");
}

internal sealed class UserTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    FailedSignIns failed
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[UserTokenAuthentication.Header] is not [{ Length: > 0 } token])
            return AuthenticateResult.NoResult();
        if (await Context.SignIn(token) is null)
            return AuthenticateResult.Fail("Unknown, expired or revoked token.");

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        using var counted = failed.Count(Context.Connection.RemoteIpAddress);
        if (!counted.IsAcquired)
            return TooManyRequests.Write(Context, counted, Sentences.TooManyFailedSignIns);

        // RFC 9110 section 11.6.1: a 401 names the scheme that would do.
        Response.Headers.WWWAuthenticate = UserTokenAuthentication.Header;
        return Answer.Sentence(StatusCodes.Status401Unauthorized, Sentences.NotAuthorized).ExecuteAsync(Context);
    }
}
