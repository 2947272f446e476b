using Microsoft.Extensions.Hosting;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Applies the schema before the service takes its first request, where <c>Database:ApplyAtStart</c> asks for it.</summary>
internal sealed class ApplySchemaAtStart(DatabaseSchema schema) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => schema.Apply(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
