using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ClinicNotes.WebApi;

/// <summary>What a load balancer asks: is the process alive, and can it serve.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var onlyReading = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        routes
            .MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false })
            .AllowAnonymous()
            .WithMetadata(onlyReading);
        routes.MapHealthChecks("/health/ready").AllowAnonymous().WithMetadata(onlyReading);
    }
}
