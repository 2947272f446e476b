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

    private static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OfClinic> _clinics = [];
    private readonly Queue<(OfClinic Clinic, int Length)> _kept = [];
    private int _characters;
    private long _lastRound;

    /// <summary>The entries after a position and up to another; <c>null</c> where they are not all here.</summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="after">The position.</param>
    /// <param name="upTo">The last position; <see cref="long.MaxValue" /> for what there is.</param>
    public IReadOnlyList<FeedEntry>? Between(string clinic, long after, long upTo)
    {
        lock (_lock)
        {
            if (!_clinics.TryGetValue(clinic, out var recent))
                _clinics[clinic] = recent = new();
            recent.ReadAt = time.GetTimestamp();
            return time.GetElapsedTime(_lastRound) < LongestTrusted ? recent.Between(after, upTo) : null;
        }
    }

    /// <summary>Takes in what a round has placed, and committed; nothing, perhaps.</summary>
    /// <param name="events">The events.</param>
    /// <param name="rows">Of each its place, in the same order.</param>
    public void Add(IReadOnlyList<CommittedEvent> events, IReadOnlyList<LedgerRow> rows)
    {
        lock (_lock)
        {
            _lastRound = time.GetTimestamp();
            foreach (var (clinic, _) in _clinics.Where(clinic => time.GetElapsedTime(clinic.Value.ReadAt) > LongestUnread).ToList())
                _clinics.Remove(clinic);
            foreach (var (e, row) in events.Zip(rows))
            {
                if (!_clinics.TryGetValue(e.ClinicId, out var recent))
                    continue;

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

    /// <summary>Forgets all: entries may be placed by other means, in another database perhaps.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _clinics.Clear();
            _kept.Clear();
            _characters = 0;
        }
    }

    private sealed class OfClinic
    {
        public List<FeedEntry> Entries { get; } = [];

        public long ReadAt { get; set; }

        public List<FeedEntry>? Between(long after, long upTo)
        {
            var first = Entries.FindIndex(entry => entry.Position == after + 1);
            if (first < 0)
                return null;

            // Where a position is missing, that of a commitment, all behind it are one further on.
            var count = upTo == long.MaxValue ? Entries.Count - first : upTo - after;
            return count > 0 && first + count <= Entries.Count && Entries[(int)(first + count) - 1].Position == after + count
                ? Entries.GetRange(first, (int)count)
                : null;
        }
    }
}
