using System.Reflection;
using System.Runtime.CompilerServices;
using ClinicNotes.Infrastructure.Ledger;
using JasperFx.OpenTelemetry;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClinicNotes.Infrastructure.Running;

/// <summary>
/// Traces and metrics, sent over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says whereto. What else OpenTelemetry's specification lets
/// the environment say (<c>OTEL_…</c>) holds too.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            Export(builder);
    }

    // Apart, so that a service that exports nothing loads nothing of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(IHostApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(store => store.OpenTelemetry.TrackConnections = TrackLevel.Normal);
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("clinicnotes", serviceVersion: Version).AddEnvironmentVariableDetector())
            .WithTracing(traces =>
                traces
                    .AddAspNetCoreInstrumentation(http => http.Filter = request => !request.Request.Path.StartsWithSegments("/health"))
                    .AddSource("Wolverine", "Marten", "Npgsql")
                    .AddOtlpExporter()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddMeter("System.Runtime", "Wolverine:*", "Marten", "Npgsql", LedgerMetrics.Meter)
                    .AddOtlpExporter()
            );
    }

    private static string? Version =>
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
