using System.Diagnostics;
using System.Threading.Channels;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Appends in the order in which they came, and the one writer that takes them from here, group by group.</summary>
internal sealed class AppendQueue : IAsyncDisposable
{
    /// <summary>How many may wait: what is recorded in a second or so.</summary>
    private const int Longest = 4_096;

    /// <summary>How long the writer keeps its connection when nothing waits: at rest it has none that could break unnoticed.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

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
            await using var connection = _writer.Connection();
            if (waiting.Take())
                await _writer.Write([waiting], losers: [], connection);
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
        await using var connection = _writer.Connection();
        while (await HasMore(connection))
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
                await _writer.Write(group, losers, connection);
            }
        }
    }

    private async ValueTask<bool> HasMore(KeptConnection connection)
    {
        var more = _queue.Reader.WaitToReadAsync();
        if (more.IsCompleted)
            return await more;

        var waiting = more.AsTask();
        if (await Task.WhenAny(waiting, Task.Delay(Rest)) != waiting)
            await connection.DisposeAsync();
        return await waiting;
    }
}
