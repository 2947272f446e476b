using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>Messages in the order in which they came. It ends with the connection, or with the queue.</summary>
/// <param name="Consumer">Whom the broker sends them to.</param>
/// <param name="Messages">The messages.</param>
internal sealed record Inbox(IAsyncBasicConsumer Consumer, ChannelReader<Inbox.Message> Messages)
{
    /// <param name="Tag">What the broker knows it by.</param>
    /// <param name="Properties">What is said of it.</param>
    /// <param name="Body">A copy: the client uses its own memory again.</param>
    public sealed record Message(ulong Tag, BasicProperties Properties, byte[] Body);

    public static Inbox Of(IChannel channel)
    {
        var messages = Channel.CreateUnbounded<Message>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
            await messages.Writer.WriteAsync(
                new(message.DeliveryTag, new BasicProperties(message.BasicProperties), message.Body.ToArray()),
                CancellationToken.None
            );
        consumer.UnregisteredAsync += (_, _) => Ends("the queue is gone");
        channel.ChannelShutdownAsync += (_, reason) => Ends(reason.ReplyText);
        return new(consumer, messages.Reader);

        Task Ends(string reason)
        {
            messages.Writer.TryComplete(new InvalidOperationException($"RabbitMQ sends no more: {reason}."));
            return Task.CompletedTask;
        }
    }
}
