using ClinicNotes.Domain.Access;
using Microsoft.AspNetCore.Antiforgery;
using NodaTime;

namespace ClinicNotes.WebApi.Audit;

/// <summary>Who looks at a page.</summary>
/// <param name="By">The user; <c>null</c> before signing in.</param>
/// <param name="Form">What each form of the page has to send back.</param>
/// <param name="Now">The moment at which the page was made.</param>
public sealed record Visitor(Actor? By, AntiforgeryTokenSet Form, Instant Now)
{
    /// <summary>Whether the user may see what the pages are about.</summary>
    public bool MayAudit => By?.ActingAs(WhoMay.Audit) is not null;

    /// <summary>The user in words.</summary>
    public string Name =>
        By is { } by ? $"{Words.Capital((by.ActingAs(WhoMay.Audit) ?? by.Roles[0]).Name())} {by.UserId}, clinic {by.ClinicId}" : "";

    internal static Visitor Of(HttpContext http)
    {
        var services = http.RequestServices;
        var form = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return new(http.Features.Get<Actor>(), form, services.GetRequiredService<IClock>().GetCurrentInstant());
    }
}
