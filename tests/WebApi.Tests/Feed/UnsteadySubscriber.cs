using System.Threading.Channels;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.WebApi.Tests.Broker;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Takes events from a durable queue, one after the other, unless it has a whim.</summary>
internal sealed class UnsteadySubscriber : IAsyncDisposable
{
    private readonly Lock _taking = new();
    private readonly List<Subscriber.Message> _taken = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly IConnection _connection;
    private readonly BrokerNames _names;
    private readonly string _queue;
    private readonly Whims<Whim> _whims;
    private readonly Task _work;

    private UnsteadySubscriber(IConnection connection, BrokerNames names, string queue, Random chance)
    {
        (_connection, _names, _queue, _whims) = (connection, names, queue, new(chance));
        _work = Task.Run(Work);
    }

    private enum Whim
    {
        Takes,

        /// <summary>Has the broker put it back, and has not taken it.</summary>
        GivesBack,

        /// <summary>Closes the channel, and has not taken it.</summary>
        BreaksOff,

        /// <summary>Takes it, and closes the channel without having acknowledged it.</summary>
        TakesAndBreaksOff,
    }

    /// <summary>Whether it has failed in every way that it can.</summary>
    public bool HasBeenUnsteady => _whims.AreOver;

    /// <summary>What it has taken, in the order in which it did.</summary>
    public IReadOnlyList<Subscriber.Message> Taken
    {
        get
        {
            if (_work.IsFaulted)
                throw _work.Exception;
            lock (_taking)
                return [.. _taken];
        }
    }

    /// <summary>Binds a queue of its own by a pattern.</summary>
    public static async Task<UnsteadySubscriber> Of(string uri, BrokerNames names, string pattern, Random chance)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
        await Topology.Events(connection, names, CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        var queue = $"{names.Name}.{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(queue, names.Events, pattern);
        return new(connection, names, queue, chance);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _ended.Dispose();
    }

    private async Task Work()
    {
        while (!_ended.IsCancellationRequested)
        {
            await using var channel = await _connection.CreateChannelAsync(cancellationToken: _ended.Token);
            // What is put back while others are under way would come behind them.
            await channel.BasicQosAsync(0, prefetchCount: 1, global: false, _ended.Token);
            var delivered = Channel.CreateUnbounded<(ulong Tag, Subscriber.Message Message)>();
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, message) =>
                await delivered.Writer.WriteAsync((message.DeliveryTag, Subscriber.Message.Of(message)));
            await channel.BasicConsumeAsync(_queue, autoAck: false, consumer, _ended.Token);
            await TakeFrom(channel, delivered.Reader);
        }
    }

    /// <summary>Ends when it breaks off.</summary>
    private async Task TakeFrom(IChannel channel, ChannelReader<(ulong Tag, Subscriber.Message Message)> delivered)
    {
        await foreach (var (tag, message) in delivered.ReadAllAsync(_ended.Token))
        {
            switch (_whims.Next())
            {
                case Whim.GivesBack:
                    await channel.BasicNackAsync(tag, multiple: false, requeue: true, _ended.Token);
                    break;
                case Whim.BreaksOff:
                    return;
                case Whim.TakesAndBreaksOff:
                    Take(message);
                    return;
                default:
                    Take(message);
                    await channel.BasicAckAsync(tag, multiple: false, _ended.Token);
                    break;
            }
        }
    }

    private void Take(Subscriber.Message message)
    {
        message.Fault(_names).ShouldBeNull();
        lock (_taking)
            _taken.Add(message);
    }
}
