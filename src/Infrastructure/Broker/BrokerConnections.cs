using RabbitMQ.Client;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>Connects to RabbitMQ. Whoever loses a connection makes another: what was under way on it is not known any longer.</summary>
/// <param name="uri">Where it is, and as whom: an AMQP URI.</param>
internal sealed class BrokerConnections(Uri uri)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="what">What it is for, as the broker shows it.</param>
    /// <param name="cancellation">When the service ends.</param>
    public Task<IConnection> Open(string what, CancellationToken cancellation) =>
        new ConnectionFactory
        {
            Uri = uri,
            ClientProvidedName = $"clinicnotes {what}",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
            RequestedHeartbeat = Patience,
        }.CreateConnectionAsync(cancellation);

    /// <summary>A channel on which the broker confirms what it has taken, and says what it could not route.</summary>
    public static Task<IChannel> Confirming(IConnection connection, CancellationToken cancellation) =>
        connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            cancellation
        );
}
