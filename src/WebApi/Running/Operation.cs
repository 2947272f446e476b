using ClinicNotes.WebApi.Audit;

namespace ClinicNotes.WebApi.Running;

/// <summary>How the service is run: what its settings say of logs, limits, proxies and browsers.</summary>
internal static class Operation
{
    public static void AddOperation(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddJsonLogs();
        builder.AddCrossOrigin();
        builder.AddTokenLimit();
        builder.Services.AddSingleton(FailedSignIns.From(builder.Configuration));
        builder.Services.AddPageForms();
    }

    /// <summary>Everything that a request goes through before it comes to its endpoint, in order.</summary>
    public static void UseEverything(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseRequestIds();
        app.UseSecurityHeaders();
        app.UseErrorsInTheDocumentedShape();
        app.UseRouting();
        app.UseCrossOrigin();
        app.UseAuthentication();
        app.UseTokenLimit();
        app.UseAuthorization();
    }
}
