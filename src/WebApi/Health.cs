using ClinicNotes.Application;
using ClinicNotes.Infrastructure;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinicNotes.WebApi;

/// <summary>What a load balancer asks: is the process alive, and can it serve. Neither needs a token.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        Map("/health/live", new HealthCheckOptions { Predicate = _ => false });
        Map("/health/ready", new HealthCheckOptions());

        void Map(string path, HealthCheckOptions options)
        {
            options.ResponseWriter = Write;
            routes
                .MapHealthChecks(path, options)
                .AllowAnonymous()
                .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        }
    }

    /// <summary>
    /// One word while it can serve, and why, when that word is not the best; else the documented shape of an error, with what keeps it from
    /// serving.
    /// </summary>
    private static Task Write(HttpContext http, HealthReport report)
    {
        if (report.Status != HealthStatus.Unhealthy)
        {
            var text = string.Join('\n', [report.Status.ToString(), .. Told(report)]);
            return Answer.To(new Outcome.Found(Plain.Text(text)!)).ExecuteAsync(http);
        }

        var faults = report.Entries.Values.Where(entry => entry.Status == HealthStatus.Unhealthy).Select(entry => entry.Description);
        return Answer.Sentence(http.Response.StatusCode, string.Join(' ', faults)).ExecuteAsync(http);
    }

    /// <summary>What is merely degraded may name clinics, and is then for the log alone.</summary>
    private static IEnumerable<string> Told(HealthReport report) =>
        report
            .Entries.Values.Where(entry => entry.Status == HealthStatus.Degraded && entry.Tags.Contains(InfrastructureDoor.ToldToAnybody))
            .Select(entry => entry.Description!);
}
