using ClinicNotes.Application.Feed;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// The entries that this service has placed in the last moments, of clinics whose feed is read: who follows need not have them read again.
/// There are none where another service keeps the ledgers, or where nothing was heard of the database for a second: it may be another by then.
/// </summary>
internal sealed class RecentEntries(TimeProvider time)
{
    /// <summary>How many are kept: those of some rounds of the keeper at full load.</summary>
    public const int MostKept = 1_024;

    /// <summary>How long their bodies are together, at most.</summary>
    public const int MostCharacters = 1 << 19;

    /// <summary>How long after a round entries are answered with.</summary>
    public static readonly TimeSpan LongestTrusted = TimeSpan.FromSeconds(1);

    /// <summary>How long a commit is waited for: a few times as long as most take.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecentOfClinic> _clinics = [];
    private readonly Queue<(RecentOfClinic Clinic, int Length)> _kept = [];
    private Task _adding = Task.CompletedTask;
    private Dictionary<string, long> _firstAdded = [];
    private int _characters;
    private long _lastRound;

    /// <summary>
    /// The entries after a position and up to another; <c>null</c> where they are not all here. PostgreSQL tells of a commit before it answers
    /// it: who is told so asks for what is not here yet, and waits for it, though not for a commit that takes long.
    /// </summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="after">The position.</param>
    /// <param name="upTo">The last position; <see cref="long.MaxValue" /> for what there is.</param>
    /// <param name="cancellation">Ends the waiting: what is not here then is not waited for.</param>
    public async ValueTask<IReadOnlyList<FeedEntry>?> Between(string clinic, long after, long upTo, CancellationToken cancellation)
    {
        var (entries, coming) = Kept(clinic, after, upTo);
        if (coming.IsCompleted)
            return entries;

        await coming.WaitAsync(LongestWait, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Kept(clinic, after, upTo).Entries;
    }

    /// <summary>Takes in what a round has placed, once that is committed; nothing, perhaps.</summary>
    /// <param name="events">The events.</param>
    /// <param name="rows">Of each its place, in the same order.</param>
    /// <param name="committing">The commit. Its failure is that of what is returned.</param>
    public Task Add(IReadOnlyList<CommittedEvent> events, IReadOnlyList<LedgerRow> rows, Task committing)
    {
        var adding = AddOnce(events, rows, committing);
        lock (_lock)
            (_adding, _firstAdded) = (adding, rows.DistinctBy(row => row.ClinicId).ToDictionary(row => row.ClinicId, row => row.Position));
        return adding;
    }

    /// <summary>Forgets all: entries may be placed by other means, in another database perhaps.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var recent in _clinics.Values)
                recent.Entries.Clear();
            _kept.Clear();
            _characters = 0;
        }
    }

    /// <summary>What is here, and what to wait for before it is said that it is not: the round under way, where that begins with it.</summary>
    private (IReadOnlyList<FeedEntry>? Entries, Task Coming) Kept(string clinic, long after, long upTo)
    {
        lock (_lock)
        {
            if (!_clinics.TryGetValue(clinic, out var recent))
                _clinics[clinic] = recent = new();
            recent.ReadAt = time.GetTimestamp();
            var entries = time.GetElapsedTime(_lastRound) < LongestTrusted ? recent.Between(after, upTo) : null;
            var comes = entries is null && _firstAdded.TryGetValue(clinic, out var first) && first == after + 1;
            return (entries, comes ? _adding : Task.CompletedTask);
        }
    }

    private async Task AddOnce(IReadOnlyList<CommittedEvent> events, IReadOnlyList<LedgerRow> rows, Task committing)
    {
        await committing;
        lock (_lock)
        {
            _lastRound = time.GetTimestamp();
            foreach (var (clinic, _) in _clinics.Where(clinic => time.GetElapsedTime(clinic.Value.ReadAt) > LongestUnread).ToList())
                _clinics.Remove(clinic);
            foreach (var (e, row) in events.Zip(rows))
            {
                if (!_clinics.TryGetValue(e.ClinicId, out var recent))
                    continue;

                // A ledger that goes on elsewhere is not the one that these are of.
                if (recent.Entries is [.., var last] && last.Position != row.Position - 1)
                    Clear();
                recent.Entries.Add(new(row.Position, e.Id.ToString(), e.Stream, e.Version, e.Type, e.Event));
                _kept.Enqueue((recent, e.Body.Length));
                _characters += e.Body.Length;
            }

            while (_kept.Count > MostKept || _characters > MostCharacters)
            {
                var (oldest, length) = _kept.Dequeue();
                oldest.Entries.RemoveAt(0);
                _characters -= length;
            }
        }
    }
}
