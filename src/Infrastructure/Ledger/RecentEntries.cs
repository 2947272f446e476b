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

    private readonly Lock _lock = new();
    private readonly RecentOfClinics _clinics = new(time);
    private Task _adding = Task.CompletedTask;
    private Dictionary<string, long> _firstAdded = [];
    private long _lastRound;

    private bool IsTrusted => time.GetElapsedTime(_lastRound) < LongestTrusted;

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

    /// <summary>The last position that is here; <c>null</c> where there is none.</summary>
    public long? EndOf(string clinic)
    {
        lock (_lock)
            return IsTrusted && _clinics.Of(clinic).Entries is [.., var last] ? last.Position : null;
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
            _clinics.Clear();
    }

    /// <summary>What is here, and what to wait for before it is said that it is not: the round under way, where that begins with it.</summary>
    private (IReadOnlyList<FeedEntry>? Entries, Task Coming) Kept(string clinic, long after, long upTo)
    {
        lock (_lock)
        {
            var recent = _clinics.Of(clinic);
            var entries = IsTrusted ? recent.Between(after, upTo) : null;
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
            _clinics.GiveUpUnread();
            foreach (var (e, row) in events.Zip(rows))
                _clinics.Add(e, row.Position);
        }
    }
}
