using System.Threading.RateLimiting;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Audit;

namespace ClinicNotes.WebApi.Running;

/// <summary>How many requests a minute each token may make: any number, unless <c>RateLimits:RequestsPerToken</c> says how many.</summary>
internal static class TokenLimit
{
    private const string Setting = "RateLimits:RequestsPerToken";

    public static void AddTokenLimit(this WebApplicationBuilder builder)
    {
        if (AtMost(builder.Configuration) is not { } atMost)
            return;
        if (atMost < 1)
            throw new InvalidOperationException("RateLimits__RequestsPerToken must be 1 or more.");

        builder.Services.AddRateLimiter(limits =>
        {
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Partition(http, atMost));
            limits.OnRejected = (rejected, _) =>
                new(TooManyRequests.Write(rejected.HttpContext, rejected.Lease, Sentences.TooManyRequests));
        });
    }

    public static void UseTokenLimit(this WebApplication app)
    {
        if (AtMost(app.Configuration) is not null)
            app.UseRateLimiter();
    }

    private static int? AtMost(IConfiguration settings) => settings.GetValue<int?>(Setting);

    // Only a token that was accepted is counted, so there are never more counts than tokens.
    private static RateLimitPartition<string> Partition(HttpContext http, int atMost) =>
        http.Features.Get<Actor>() is not null && Token(http.Request) is { } token
            ? RateLimitPartition.GetFixedWindowLimiter(
                TokenSecret.Sha256Of(token),
                _ => new() { PermitLimit = atMost, Window = TimeSpan.FromMinutes(1) }
            )
            : RateLimitPartition.GetNoLimiter("");

    private static string? Token(HttpRequest request) =>
        AuditPages.IsPage(request.HttpContext) ? SessionCookie.Of(request) : request.Headers[UserTokenAuthentication.Header];
}
