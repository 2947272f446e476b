using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Reads;

namespace ClinicNotes.WebApi.Access;

/// <summary>Who is behind the tokens that requests come with, however they bring them.</summary>
internal static class SignIns
{
    /// <summary>Who is behind a token; <c>null</c> when it does not work, which is then told of.</summary>
    public static async ValueTask<Actor?> SignIn(this HttpContext http, string token)
    {
        var signIn = await http.RequestServices.GetRequiredService<IUserDirectory>().Behind(token, http.RequestAborted);
        if (signIn.Actor is { } actor)
            http.Features.Set(actor);
        else
            await http.Refuse(signIn.Refused);
        return signIn.Actor;
    }

    /// <summary>Records a token that once worked; there is no clinic in which one that never did could be.</summary>
    private static async Task Refuse(this HttpContext http, RefusedToken? token)
    {
        if (token is not null)
            await http.Ask(new RefuseSignIn(token, http.RemoteAddress()), http.RequestAborted);
        else
            http.RequestServices.GetRequiredService<UnknownTokens>().Presented(http.RemoteAddress());
    }
}
