namespace ClinicNotes.Infrastructure.Appends;

/// <summary>
/// Commits appends that wait at the same moment together, as the COMMIT is what an append costs most. It never waits for a group to fill.
/// Each append has an outcome of its own; only when the connection breaks is that the same for all of a group.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    // Two, so that one group is being made while another is being committed.
    private readonly AppendQueue[] _queues;

    /// <param name="writer">Records a group.</param>
    /// <param name="largest">How many appends are committed together at most; 1 commits each alone.</param>
    internal GroupCommit(GroupWriter writer, int largest) => _queues = [new AppendQueue(writer, largest), new AppendQueue(writer, largest)];

    /// <summary>How many appends wait for their turn.</summary>
    internal int Queued => _queues.Sum(queue => queue.Length);

    /// <summary>
    /// Records an append. False when another was there first, and the decision has to be taken again. Cancelled before its turn, it is not
    /// recorded; afterwards it is recorded all the same.
    /// </summary>
    /// <exception cref="TimeoutException">So many wait already that its turn would not come in time.</exception>
    internal async Task<bool> Append(Append append, CancellationToken cancellation)
    {
        using var waiting = new Waiting(append, cancellation);

        // A stream is always in the same queue, so that two groups cannot race for it.
        await _queues[(uint)append.Key.GetHashCode() % _queues.Length].Add(waiting);
        return await waiting.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
            await queue.DisposeAsync();
    }
}
