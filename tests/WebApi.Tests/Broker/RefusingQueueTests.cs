using System.Text;
using ClinicNotes.Infrastructure.Broker;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>A queue that refuses what is more than it may hold, and takes later events as soon as it has room.</summary>
public sealed class RefusingQueueTests(Database database, SharedBroker broker) : IAsyncLifetime
{
    private const string Everything = "clinic.1.#";
    private const string Requested = "clinic.1.clinicnotes.addendum.requested.v1";
    private const int Holds = 25;

    private Service _service = null!;
    private BrokerNames _names = null!;
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        (_service, _names) = await broker.Service(await database.Make());
        _connection = await new ConnectionFactory { Uri = new Uri(await broker.Uri()) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
        await Topology.Events(_connection, _names, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task It_gets_all_in_order_where_each_is_confirmed_before_the_next_goes_out()
    {
        _service.Settings["RabbitMq:Unconfirmed"] = "1";

        await IsFed(Further);
    }

    [Fact]
    public async Task Otherwise_all_come_again_from_the_one_that_was_refused_and_who_takes_only_the_next_gets_all_in_order() =>
        await IsFed(Next);

    [Fact]
    public async Task While_one_event_is_refused_no_other_comes_to_other_queues_again()
    {
        var queue = await Refusing(Requested);
        await using var other = await Subscriber.Of(await broker.Uri(), _names, Requested);
        await _service.Start();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _service.As("demo-supervisor").RequestsAnAddendum()));

        // A second after the first try, and then after two and four.
        await Patiently.Until(() => Again(other).Values.Any(times => times >= 4), "It is not tried again.");

        Again(other).ShouldHaveSingleItem();
        await using var emptied = await Subscriber.Of(await broker.Uri(), _names, pattern: null, queue);
        await emptied.Has(60);
    }

    /// <summary>How often those came that came more than once.</summary>
    private static Dictionary<string, int> Again(Subscriber subscriber) =>
        subscriber.All.CountBy(message => message.Id).Where(id => id.Value > 1).ToDictionary();

    /// <summary>Those that are further on than all before them, which is what a queue that refuses nothing asks for.</summary>
    private static string[] Further(IReadOnlyList<(long Position, string Body)> received) => Taken(received, (last, next) => next > last);

    /// <summary>Those that follow on the one before.</summary>
    private static string[] Next(IReadOnlyList<(long Position, string Body)> received) => Taken(received, (last, next) => next == last + 1);

    private static string[] Taken(IReadOnlyList<(long Position, string Body)> received, Func<long, long, bool> takes)
    {
        var (last, taken) = (0L, new List<string>());
        foreach (var (position, body) in received.Where(message => takes(last, message.Position)))
        {
            taken.Add(body);
            last = position;
        }

        return [.. taken];
    }

    /// <summary>Has a queue that refuses, one that does not, and many events; each must get all of them, by its rule.</summary>
    private async Task IsFed(Func<IReadOnlyList<(long Position, string Body)>, string[]> rule)
    {
        var queue = await Refusing(Everything);
        await using var other = await Subscriber.Of(await broker.Uri(), _names, Everything);
        // What is taken from the queue meanwhile makes room in it for events after one that it has refused.
        var feeding = Task.Run(Feed);

        var received = new List<(long Position, string Body)>();
        await Patiently.Until(
            async () =>
            {
                while (await _channel.BasicGetAsync(queue, autoAck: true) is { } message)
                    received.Add(Read(message));
                return feeding.IsCompleted && rule(received).Length >= (await feeding).Length;
            },
            () => $"{rule(received).Length} events have come, in {received.Count} messages."
        );

        var feed = await feeding;
        rule(received).Take(feed.Length).ShouldBe(feed);
        await other.Has(feed.Length);
        Further([.. other.All.Select(message => (message.Position, message.Body))]).Take(feed.Length).ShouldBe(feed);
    }

    private async Task<string[]> Feed()
    {
        await _service.Start();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _service.As("demo-supervisor").RequestsAnAddendum()));
        return await PublishingTests.Feed(_service, "demo-service");
    }

    private static (long, string) Read(BasicGetResult message)
    {
        var body = Encoding.UTF8.GetString(message.Body.Span);
        return (
            new Subscriber.Message(message.Exchange, message.RoutingKey, new BasicProperties(message.BasicProperties), body).Position,
            body
        );
    }

    private async Task<string> Refusing(string pattern)
    {
        var queue = $"{_names.Name}.refusing";
        var bound = new Dictionary<string, object?> { ["x-max-length"] = Holds, ["x-overflow"] = "reject-publish" };
        await _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: bound);
        await _channel.QueueBindAsync(queue, _names.Events, pattern);
        return queue;
    }
}
