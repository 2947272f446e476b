// Takes a clinic's events from RabbitMQ, each once and in order, and prints it.
//
//     RABBITMQ_URI=amqp://… dotnet run --project samples/RabbitMqConsumer billing 'clinic.1.clinicnotes.addendum.#'
//
// ./run --rabbitmq prints the URI. The first argument names the queue: it is durable, and gathers events while this program is away. The second
// says which events it gets: here those of the addendums of clinic 1; clinic.1.# stands for all of clinic 1.
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var (queue, pattern) = (args[0], args[1]);
var exchange = Environment.GetEnvironmentVariable("RABBITMQ_EXCHANGE") ?? "clinicnotes.events";
var factory = new ConnectionFactory { Uri = new Uri(Environment.GetEnvironmentVariable("RABBITMQ_URI")!) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue, exchange, pattern);

// How many events it may be sent before it has acknowledged the first of them.
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 50, global: false);

// The last position of each clinic. A real consumer keeps it in the transaction in which it does what the event asks for, so that neither
// happens without the other.
var positions = new Dictionary<string, long>();

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += Take;
await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
Console.WriteLine($"Takes {pattern} from {queue}.");
await Task.Delay(Timeout.Infinite);

async Task Take(object sender, BasicDeliverEventArgs message)
{
    var e = JsonNode.Parse(message.Body.Span)!;
    var (clinic, position) = ((string)e["source"]!, long.Parse((string)e["sequence"]!));

    // Events come in the order of their positions. One that is not further on has come before: the service, or this program, was interrupted.
    if (position > positions.GetValueOrDefault(clinic))
    {
        positions[clinic] = position;
        Console.WriteLine($"{position} {e["type"]} {e["subject"]}");
    }

    // Only now: unacknowledged, it would come again.
    await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
}
