using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>
/// Makes the exchanges and queues that are missing, all of them durable. One that is there is taken as it is, whatever its other properties:
/// who runs the broker may want it replicated, or lets the service make nothing.
/// </summary>
internal static class Topology
{
    private const ushort NotFound = 404;

    /// <summary>The exchange of events; what no queue is bound for goes to a queue of its own, which is kept apart so that it can be let go.</summary>
    public static async Task Events(IConnection connection, BrokerNames names, CancellationToken cancellation)
    {
        await Exchange(connection, names.Unrouted, ExchangeType.Fanout, new Dictionary<string, object?>(), cancellation);
        var alternate = new Dictionary<string, object?> { ["alternate-exchange"] = names.Unrouted };
        await Exchange(connection, names.Events, ExchangeType.Topic, alternate, cancellation);
        if (!names.KeepsUnrouted)
            return;

        await Queue(connection, names.Unrouted, new Dictionary<string, object?>(), cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.QueueBindAsync(names.Unrouted, names.Unrouted, routingKey: "", cancellationToken: cancellation);
    }

    /// <summary>The queues of session notes: one service at a time takes from them, so that messages are heeded in their order.</summary>
    public static async Task SessionNotes(IConnection connection, BrokerNames names, CancellationToken cancellation)
    {
        await Queue(connection, names.DeadLetters, new Dictionary<string, object?>(), cancellation);
        await Queue(connection, names.SessionNotes, new Dictionary<string, object?> { ["x-single-active-consumer"] = true }, cancellation);
    }

    private static Task Exchange(
        IConnection connection,
        string name,
        string type,
        Dictionary<string, object?> arguments,
        CancellationToken cancellation
    ) =>
        IfMissing(
            connection,
            channel => channel.ExchangeDeclarePassiveAsync(name, cancellation),
            channel =>
                channel.ExchangeDeclareAsync(
                    name,
                    type,
                    durable: true,
                    autoDelete: false,
                    arguments: arguments,
                    cancellationToken: cancellation
                ),
            cancellation
        );

    private static Task Queue(IConnection connection, string name, Dictionary<string, object?> arguments, CancellationToken cancellation) =>
        IfMissing(
            connection,
            channel => channel.QueueDeclarePassiveAsync(name, cancellation),
            channel =>
                channel.QueueDeclareAsync(
                    name,
                    durable: true,
                    exclusive: false,
                    autoDelete: false,
                    arguments: arguments,
                    cancellationToken: cancellation
                ),
            cancellation
        );

    /// <summary>The broker closes a channel that asks for what is not there.</summary>
    private static async Task IfMissing(
        IConnection connection,
        Func<IChannel, Task> find,
        Func<IChannel, Task> make,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var finding = await connection.CreateChannelAsync(cancellationToken: cancellation);
            await find(finding);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == NotFound)
        {
            await using var making = await connection.CreateChannelAsync(cancellationToken: cancellation);
            await make(making);
        }
    }
}
