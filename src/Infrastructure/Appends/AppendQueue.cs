using System.Threading.Channels;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Appends in the order in which they came, and the one writer that takes them from here, group by group.</summary>
internal sealed class AppendQueue : IAsyncDisposable
{
    private readonly EventWriter _writer;
    private readonly StreamStates _states;
    private readonly int _largest;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>();
    private readonly Task _writing;

    public AppendQueue(EventWriter writer, StreamStates states, int largest)
    {
        (_writer, _states, _largest) = (writer, states, largest);
        _writing = Task.Run(WriteGroups);
    }

    public int Length => _queue.Reader.Count;

    /// <summary>Adds an append; where groups are of one, it is recorded here and now, beside others.</summary>
    public async Task Add(Waiting waiting)
    {
        if (_largest > 1)
            await _queue.Writer.WriteAsync(waiting);
        else if (waiting.Take())
            await Write([waiting]);
    }

    /// <summary>Records what is still here, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteGroups()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var group = new List<Waiting>(_largest);
            var losers = new List<Waiting>();
            var streams = new HashSet<StreamKey>(_largest);
            while (group.Count < _largest && _queue.Reader.TryRead(out var next))
            {
                // Of two that expect the same version of a stream one must lose, and need not ask the database.
                if (next.Take())
                    (streams.Add(next.Append.Key) ? group : losers).Add(next);
            }

            if (group.Count > 0)
                await Write(group);
            losers.ForEach(loser => loser.Settle(isRecorded: false));
        }
    }

    private async Task Write(List<Waiting> group)
    {
        var (recorded, failure) = await Try(group);
        if (failure is null)
        {
            foreach (var (waiting, isRecorded) in group.Zip(recorded))
                Settle(waiting, isRecorded);
        }
        else if (group.Count > 1 && EventWriter.RolledBack(failure))
        {
            foreach (var waiting in group)
                await Write([waiting]);
        }
        else if (EventWriter.LostRaceForSessionNote(failure))
        {
            group.ForEach(waiting => Settle(waiting, isRecorded: false));
        }
        else
        {
            group.ForEach(waiting => waiting.Fail(failure));
        }
    }

    private void Settle(Waiting waiting, bool isRecorded)
    {
        var append = waiting.Append;
        if (isRecorded)
            _states.Keep(append.Key, append.State, append.Expected + 1);
        else
            _states.Forget(append.Key);

        waiting.Settle(isRecorded);
    }

    private async Task<(bool[] Recorded, Exception? Failure)> Try(List<Waiting> group)
    {
        try
        {
            return (await _writer.Write(group.ConvertAll(waiting => waiting.Append)), null);
        }
        catch (Exception failure)
        {
            return ([], failure);
        }
    }
}
