using System.Diagnostics;
using System.Threading.Channels;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Appends in the order in which they came, and the one writer that takes them from here, group by group.</summary>
internal sealed class AppendQueue : IAsyncDisposable
{
    /// <summary>How many may wait: what is recorded in a second or so.</summary>
    private const int Longest = 4_096;

    private readonly GroupWriter _writer;
    private readonly int _largest;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(Longest);
    private readonly Task _writing;

    public AppendQueue(GroupWriter writer, int largest)
    {
        (_writer, _largest) = (writer, largest);
        _writing = Task.Run(WriteGroups);
    }

    public int Length => _queue.Reader.Count;

    /// <summary>Adds an append; where groups are of one, it is recorded here and now, beside others.</summary>
    public async Task Add(Waiting waiting)
    {
        if (_largest == 1)
        {
            if (waiting.Take())
                await _writer.Write([waiting], losers: []);
        }
        else if (!_queue.Writer.TryWrite(waiting))
        {
            throw new TimeoutException($"{Longest} appends wait already.");
        }
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
                // Of two for one stream the second would find another version than it expects; it need not ask the database.
                if (next.Take())
                    (streams.Add(next.Append.Key) ? group : losers).Add(next);
            }

            // In one order, so that groups of two services do not wait for each other.
            group.Sort((one, other) => string.CompareOrdinal(one.Append.Key.Stream, other.Append.Key.Stream));
            if (group.Count > 0)
            {
                // One of the requests whose traces the commit belongs in.
                Activity.Current = group[0].Activity;
                await _writer.Write(group, losers);
            }
        }
    }
}
