using RabbitMQ.Client;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>Connects to RabbitMQ. Whoever loses a connection makes another: what was under way on it is not known any longer.</summary>
/// <param name="uri">Where it is, and as whom: an AMQP URI.</param>
internal sealed class BrokerConnections(Uri uri)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Of the client's own, the one for connecting ends before the broker has said a word; it would wait for that for ever.</summary>
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(10);

    /// <param name="what">What it is for, as the broker shows it.</param>
    /// <param name="cancellation">When the service ends.</param>
    public async Task<IConnection> Open(string what, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = uri,
            ClientProvidedName = $"clinicnotes {what}",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
            RequestedHeartbeat = Patience,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestOpening);
        try
        {
            return await factory.CreateConnectionAsync(patience.Token);
        }
        catch (OperationCanceledException silence) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("RabbitMQ has not answered for too long.", silence);
        }
    }

    /// <summary>A channel on which the broker confirms what it has taken, and says what it could not route.</summary>
    public static Task<IChannel> Confirming(IConnection connection, CancellationToken cancellation) =>
        connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            cancellation
        );
}
