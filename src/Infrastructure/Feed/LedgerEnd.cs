namespace ClinicNotes.Infrastructure.Feed;

/// <summary>How far the ledger of one clinic is known to be, and who waits for it to grow.</summary>
internal sealed class LedgerEnd
{
    private readonly Lock _lock = new();
    private long _position;
    private TaskCompletionSource _growth = New();

    public long Position
    {
        get
        {
            lock (_lock)
                return _position;
        }
    }

    /// <summary>Completes once the ledger has, or may have, entries after a position.</summary>
    public Task Beyond(long position)
    {
        lock (_lock)
            return _position > position ? Task.CompletedTask : _growth.Task;
    }

    public void Is(long position) => Wake(position);

    /// <summary>For who counts instead.</summary>
    public void IsOneMore() => Wake(Position + 1);

    /// <summary>Forgets what was known: the ledger may have grown unnoticed, or a database been restored to what it was before.</summary>
    public void IsUnknown() => Wake(0);

    private void Wake(long position)
    {
        TaskCompletionSource growth;
        lock (_lock)
            (_position, growth, _growth) = (position, _growth, New());

        growth.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
