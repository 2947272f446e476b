using ClinicNotes.WebApi.Access;
using Microsoft.Net.Http.Headers;

namespace ClinicNotes.WebApi.Running;

/// <summary>Pages of which other origins may call the service from a browser: of none, unless <c>Cors:Origins</c> names some.</summary>
internal static class CrossOrigin
{
    private const string Setting = "Cors:Origins";

    private static readonly string[] Sent =
    [
        UserTokenAuthentication.Header,
        HeaderNames.Accept,
        HeaderNames.ContentType,
        HeaderNames.IfMatch,
        HeaderNames.IfNoneMatch,
        "Idempotency-Key",
        "Last-Event-ID",
        RequestId.Header,
    ];

    private static readonly string[] Read =
    [
        HeaderNames.ETag,
        HeaderNames.Location,
        HeaderNames.RetryAfter,
        HeaderNames.WWWAuthenticate,
        HeaderNames.ContentDisposition,
        RequestId.Header,
    ];

    public static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        if (Origins(builder.Configuration) is not [_, ..] origins)
            return;

        // Never with cookies: a token is in a header that a page has to set itself.
        builder.Services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins(origins)
                    .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
                    .WithHeaders(Sent)
                    .WithExposedHeaders(Read)
                    .SetPreflightMaxAge(TimeSpan.FromHours(1))
            )
        );
    }

    public static void UseCrossOrigin(this WebApplication app)
    {
        if (Origins(app.Configuration).Length > 0)
            app.UseCors();
    }

    private static string[] Origins(IConfiguration settings)
    {
        string[] origins = [.. settings.Listed(Setting)];
        foreach (var origin in origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
                throw new InvalidOperationException($"Cors__Origins: {origin} is no origin such as https://notes.example.org.");
        }

        return origins;
    }
}
