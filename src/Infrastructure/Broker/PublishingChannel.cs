using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>A channel on which events go out, and whether the broker reads from it at the moment.</summary>
internal sealed class PublishingChannel
{
    private readonly IChannel _channel;
    private volatile bool _isBlocked;

    private PublishingChannel(IChannel channel) => _channel = channel;

    /// <summary>Whether the broker, short of memory or disk, lets everything that is sent wait.</summary>
    public bool IsBlocked => _isBlocked;

    public static async Task<PublishingChannel> Of(IConnection connection, BrokerCondition condition, CancellationToken cancellation)
    {
        var publishing = new PublishingChannel(await BrokerConnections.Confirming(connection, cancellation));
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            publishing._isBlocked = true;
            condition.DoesNotPublish(new InvalidOperationException($"RabbitMQ takes nothing at the moment: {blocked.Reason}."));
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            publishing._isBlocked = false;
            condition.Publishes();
            return Task.CompletedTask;
        };
        return publishing;
    }

    /// <summary>Sends a message; ends when the broker has confirmed it.</summary>
    public async Task Send(string exchange, string key, BasicProperties properties, byte[] body, CancellationToken cancellation) =>
        await _channel.BasicPublishAsync(exchange, key, mandatory: true, properties, body, cancellation);

    /// <exception cref="AlreadyClosedException">It is closed.</exception>
    public void MustBeOpen()
    {
        if (_channel.CloseReason is { } reason)
            throw new AlreadyClosedException(reason);
    }
}

/// <summary>The connection to RabbitMQ broke while events were under way.</summary>
internal sealed class BrokerLostException(Exception cause) : Exception("RabbitMQ broke the connection off.", cause);
