using ClinicNotes.Application.Feed;
using Npgsql;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>How far RabbitMQ has confirmed the events, whichever service publishes them.</summary>
internal sealed class ConfirmedEvents(NpgsqlDataSource database, BrokerCondition condition) : IBrokerProgress
{
    public async Task<BrokerProgress?> Of(long clinicId, CancellationToken cancellation) =>
        new(await PublishedRows.PositionOf(clinicId, database, cancellation), condition.FaultOf(clinicId));
}

/// <summary>There is no broker.</summary>
internal sealed class NoBroker : IBrokerProgress
{
    public Task<BrokerProgress?> Of(long clinicId, CancellationToken cancellation) => Task.FromResult<BrokerProgress?>(null);
}
