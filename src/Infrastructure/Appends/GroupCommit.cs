using System.Threading.Channels;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>
/// Commits appends that wait at the same moment together, as the COMMIT is what an append costs most. It never waits for a group to fill.
/// Each append has an outcome of its own: when a group fails, each of it is tried alone.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    private readonly EventWriter _writer;
    private readonly StreamStates _states;
    private readonly int _largest;

    // Two, so that one group is being made while another is being committed. A stream is always in the same.
    private readonly Channel<Waiting>[] _queues = [Channel.CreateUnbounded<Waiting>(), Channel.CreateUnbounded<Waiting>()];
    private readonly Task _writing;

    /// <param name="writer">Records a group.</param>
    /// <param name="states">Told of each state recorded before anybody decides on the stream again.</param>
    /// <param name="largest">How many appends are committed together at most; 1 commits each alone.</param>
    internal GroupCommit(EventWriter writer, StreamStates states, int largest)
    {
        (_writer, _states, _largest) = (writer, states, largest);
        _writing = Task.WhenAll(_queues.Select(queue => Task.Run(() => WriteGroups(queue.Reader))));
    }

    /// <summary>How many appends wait for their turn.</summary>
    internal int Queued => _queues.Sum(queue => queue.Reader.Count);

    /// <summary>
    /// Records an append. False when it lost a race, as its stream is not at the version that it expects. Cancelled before its turn, it is
    /// not recorded; afterwards it is recorded all the same.
    /// </summary>
    internal async Task<bool> Append(Append append, CancellationToken cancellation)
    {
        using var waiting = new Waiting(append, cancellation);
        if (_largest > 1)
            await QueueOf(append.Key).Writer.WriteAsync(waiting, cancellation);
        else if (waiting.Take())
            await Write([waiting]);

        return await waiting.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
            queue.Writer.TryComplete();

        await _writing;
    }

    private Channel<Waiting> QueueOf(StreamKey key) => _queues[(uint)key.GetHashCode() % _queues.Length];

    private async Task WriteGroups(ChannelReader<Waiting> queue)
    {
        while (await queue.WaitToReadAsync())
        {
            var group = new List<Waiting>(_largest);
            var losers = new List<Waiting>();
            var streams = new HashSet<StreamKey>(_largest);
            while (group.Count < _largest && queue.TryRead(out var next))
            {
                // Of two that expect the same version of a stream one must lose, and need not ask the database.
                if (next.Take())
                    (streams.Add(next.Append.Key) ? group : losers).Add(next);
            }

            await Write(group);
            losers.ForEach(loser => loser.LostRace());
        }
    }

    private async Task Write(List<Waiting> group)
    {
        var failure = await Try(group);
        if (failure is null)
        {
            foreach (var append in group.Select(waiting => waiting.Append))
                _states.Keep(append.Key, append.State, append.Expected + 1);
            group.ForEach(waiting => waiting.Recorded());
        }
        else if (group.Count > 1 && EventWriter.RolledBack(failure))
        {
            foreach (var waiting in group)
                await Write([waiting]);
        }
        else
        {
            group.ForEach(waiting => _states.Forget(waiting.Append.Key));
            group.ForEach(EventWriter.LostRace(failure) ? waiting => waiting.LostRace() : waiting => waiting.Failed(failure));
        }
    }

    private async Task<Exception?> Try(List<Waiting> group)
    {
        try
        {
            await _writer.Write(group.ConvertAll(waiting => waiting.Append));
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
