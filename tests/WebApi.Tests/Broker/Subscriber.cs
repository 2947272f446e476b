using System.Text;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.WebApi.Tests.Feed;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>A durable queue that takes events, and who takes them from it.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _adding = new();
    private readonly List<Message> _received = [];
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly BrokerNames _names;
    private TaskCompletionSource _more = new();
    private string? _fault;

    private Subscriber(IConnection connection, IChannel channel, BrokerNames names) =>
        (_connection, _channel, _names) = (connection, channel, names);

    /// <summary>All that came, once each is known to have had the properties and headers that are documented.</summary>
    public IReadOnlyList<Message> All
    {
        get
        {
            lock (_adding)
            {
                _fault.ShouldBeNull();
                return [.. _received];
            }
        }
    }

    /// <summary>What came, without what came again.</summary>
    public IReadOnlyList<Message> Once => [.. All.DistinctBy(message => message.Id)];

    /// <summary>Binds a queue of its own by a pattern such as <c>clinic.1.#</c>, or reads an existing one when there is none.</summary>
    public static async Task<Subscriber> Of(string uri, BrokerNames names, string? pattern, string? queue = null)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
        await Topology.Events(connection, names, CancellationToken.None);
        var channel = await connection.CreateChannelAsync();
        queue ??= $"{names.Name}.{Guid.NewGuid():N}";
        if (pattern is not null)
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
            await channel.QueueBindAsync(queue, names.Events, pattern);
        }

        var subscriber = new Subscriber(connection, channel, names);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += subscriber.Take;
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return subscriber;
    }

    /// <summary>Waits until so many different messages have come.</summary>
    public async Task<IReadOnlyList<Message>> Has(int count)
    {
        while (true)
        {
            Task more;
            lock (_adding)
            {
                if (_received.DistinctBy(message => message.Id).Count() >= count)
                    return Once;
                more = _more.Task;
            }

            await more.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Take(object sender, BasicDeliverEventArgs delivered)
    {
        var message = Message.Of(delivered);
        await _channel.BasicAckAsync(delivered.DeliveryTag, multiple: false);
        var fault = message.Fault(_names);
        lock (_adding)
        {
            _fault ??= fault;
            _received.Add(message);
            (var reached, _more) = (_more, new TaskCompletionSource());
            reached.SetResult();
        }
    }

    /// <summary>One message that came.</summary>
    internal sealed record Message(string Exchange, string Key, BasicProperties Properties, string Body)
    {
        /// <summary>A copy: the client uses its own memory again.</summary>
        public static Message Of(BasicDeliverEventArgs delivered) =>
            new(
                delivered.Exchange,
                delivered.RoutingKey,
                new BasicProperties(delivered.BasicProperties),
                Encoding.UTF8.GetString(delivered.Body.Span)
            );

        public string Id => Properties.MessageId!;

        public JsonObject Event => JsonNode.Parse(Body)!.AsObject();

        public long Position => long.Parse((string)Event["sequence"]!);

        /// <summary>Why it has not the properties and headers that are documented; <c>null</c> if it has.</summary>
        public string? Fault(BrokerNames names) =>
            Exchange == names.Events
                ? ChannelSchema.FaultOfRabbitMq("rabbitmq", (string)Event["type"]!, Properties)
                : ChannelSchema.FaultOfRabbitMq("deadSessionNotes", "SessionNoteRefused", Properties);

        /// <summary>The reason that the service gave for putting a message aside.</summary>
        public string Reason => Encoding.UTF8.GetString((byte[])Properties.Headers!["reason"]!);
    }
}
