using ClinicNotes.Application.Retries;
using ClinicNotes.Infrastructure.Retries;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>
/// Commits appends that wait at the same moment together, as the COMMIT is what an append costs most. It never waits for a group to fill.
/// Each append has an outcome of its own; only when the connection breaks is that the same for all of a group.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    private readonly AppendQueue _queue;
    private readonly Claims _claims;

    /// <param name="writer">Records a group.</param>
    /// <param name="largest">How many appends are committed together at most; 1 commits each alone.</param>
    /// <param name="claims">Where it is noted that a request changed nothing.</param>
    internal GroupCommit(GroupWriter writer, int largest, Claims claims)
    {
        _queue = new AppendQueue(writer, largest);
        _claims = claims;
    }

    /// <summary>How many appends wait for their turn.</summary>
    internal int Queued => _queue.Length;

    /// <summary>
    /// Records an append, or says why not. Cancelled before its turn, it is not recorded; afterwards it is recorded all the same.
    /// </summary>
    /// <exception cref="TimeoutException">So many wait already that its turn would not come in time.</exception>
    internal async Task<AppendOutcome> Append(Append append, CancellationToken cancellation)
    {
        using var waiting = new Waiting(append, cancellation);
        await _queue.Add(waiting);
        return await waiting.Outcome;
    }

    /// <summary>Notes under the claim of a request that nothing was to change. False when another attempt has taken the claim over.</summary>
    internal Task<bool> Unchanged(Claim claim, StreamKey key, long version) => _claims.SettleUnchanged(claim, key.Stream, version);

    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
