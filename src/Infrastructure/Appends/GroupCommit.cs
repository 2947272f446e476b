namespace ClinicNotes.Infrastructure.Appends;

/// <summary>
/// Commits appends that wait at the same moment together, as the COMMIT is what an append costs most. It never waits for a group to fill.
/// Each append has an outcome of its own: what befalls one of a group befalls no other.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    // Two, so that one group is being made while another is being committed.
    private readonly AppendQueue[] _queues;

    /// <param name="writer">Records a group.</param>
    /// <param name="states">Told of each state recorded before anybody decides on the stream again.</param>
    /// <param name="largest">How many appends are committed together at most; 1 commits each alone.</param>
    internal GroupCommit(EventWriter writer, StreamStates states, int largest) =>
        _queues = [new AppendQueue(writer, states, largest), new AppendQueue(writer, states, largest)];

    /// <summary>How many appends wait for their turn.</summary>
    internal int Queued => _queues.Sum(queue => queue.Length);

    /// <summary>
    /// Records an append. False when it lost a race, as its stream is not at the version that it expects. Cancelled before its turn, it is
    /// not recorded; afterwards it is recorded all the same.
    /// </summary>
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
