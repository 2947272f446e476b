using System.Threading.Channels;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Tells whoever waits for it that this service has recorded events.</summary>
public sealed class NewEvents
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    internal void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for the next events, but not for ever: another service may have recorded some.</summary>
    internal async Task Wait(TimeSpan atMost, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(atMost);
        try
        {
            await _bell.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return;
        }
    }
}
