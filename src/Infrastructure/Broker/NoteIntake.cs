using System.Threading.Channels;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>
/// Takes in session notes, one message after the other, and tells the broker of each when it has been heeded. What is wrong for ever goes to
/// another queue with the reason. What cannot be heeded now, as the database is away, is tried again, and what comes after it waits.
/// </summary>
internal sealed class NoteIntake(
    BrokerConnections broker,
    BrokerNames names,
    ISessionNoteMessages messages,
    BrokerCondition condition,
    WarmUp warmUp,
    TimeProvider time
) : BackgroundService
{
    private const ushort Ahead = 20;

    /// <summary>After which another service may try its luck: perhaps it is only this one that does not reach the database.</summary>
    private const int Tries = 20;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await warmUp.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await broker.Open("session notes", stoppingToken);
                await Topology.SessionNotes(connection, names, stoppingToken);
                await using var channel = await BrokerConnections.Confirming(connection, stoppingToken);
                await channel.BasicQosAsync(0, Ahead, global: false, stoppingToken);
                var inbox = Inbox.Of(channel);
                await channel.BasicConsumeAsync(names.SessionNotes, autoAck: false, inbox.Consumer, stoppingToken);
                condition.Takes();
                await foreach (var message in inbox.Messages.ReadAllAsync(stoppingToken))
                    await Take(message, channel, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                condition.DoesNotTake(failure is ChannelClosedException { InnerException: { } cause } ? cause : failure);
            }

            await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Take(Inbox.Message message, IChannel channel, CancellationToken stopping)
    {
        if (await Heed(message, channel, stopping) is { } fault)
            await PutAside(message, fault, channel, stopping);
        await channel.BasicAckAsync(message.Tag, multiple: false, stopping);
    }

    /// <summary>Nothing but its own words makes a message wrong: whatever else fails passes.</summary>
    private async Task<string?> Heed(Inbox.Message message, IChannel channel, CancellationToken stopping)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                var fault = await messages.Take(new(message.Body, message.Properties.Type, message.Properties.MessageId), stopping);
                condition.Takes();
                return fault;
            }
            catch (Exception failure) when (tried < Tries && channel.IsOpen && failure is not OperationCanceledException)
            {
                condition.DoesNotTake(failure);
                await Task.Delay(AfterFailure, stopping);
            }
        }
    }

    /// <summary>Confirmed before the message is taken off its queue: it may be there twice, and is never nowhere.</summary>
    private async Task PutAside(Inbox.Message message, string fault, IChannel channel, CancellationToken stopping)
    {
        var dead = new BasicProperties(message.Properties) { DeliveryMode = DeliveryModes.Persistent };
        dead.Headers = new Dictionary<string, object?>(dead.Headers ?? new Dictionary<string, object?>()) { ["reason"] = fault };
        await channel.BasicPublishAsync("", names.DeadLetters, mandatory: true, dead, message.Body, stopping);
        condition.PutAside(fault);
    }
}
