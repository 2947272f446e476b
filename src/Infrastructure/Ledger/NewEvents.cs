namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Tells whoever waits for it that this service has recorded events.</summary>
public sealed class NewEvents : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);

    /// <summary>Waits for the next events, but not for ever: another service may have recorded some.</summary>
    internal Task Wait(TimeSpan atMost, CancellationToken cancellation) => _bell.WaitAsync(atMost, cancellation);

    internal void Ring()
    {
        lock (_bell)
        {
            if (_bell.CurrentCount == 0)
                _bell.Release();
        }
    }

    public void Dispose() => _bell.Dispose();
}
