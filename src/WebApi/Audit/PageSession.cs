using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Running;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ClinicNotes.WebApi.Audit;

/// <summary>Finds out who looks at a page by the token in the session's cookie, anew at each request; shows others the way to sign in.</summary>
internal sealed class PageSession(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    FailedSignIns failed
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Audit";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Of(Request) is not { } token)
            return AuthenticateResult.NoResult();
        if (await Context.SignIn(token) is not { } actor)
            return AuthenticateResult.Fail("The session's token works no longer.");

        var user = new ClaimsPrincipal(new ClaimsIdentity([WhoIs(actor)], Name));
        return AuthenticateResult.Success(new AuthenticationTicket(user, Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (SessionCookie.Of(Request) is not null)
        {
            using var counted = failed.Count(Context.Connection.RemoteIpAddress);
            SessionCookie.TakeBack(Context);
            if (!counted.IsAcquired)
                return TooManyRequests.Write(Context, counted, Sentences.TooManyFailedSignIns);
        }

        Response.Redirect(SignInPages.PathBackTo(Request));
        return Task.CompletedTask;
    }

    // The forms of a page are good for who was shown them alone, and this tells who that was.
    private static Claim WhoIs(Actor actor) =>
        new(ClaimTypes.NameIdentifier, string.Create(CultureInfo.InvariantCulture, $"{actor.ClinicId}/{actor.UserId}"));
}
