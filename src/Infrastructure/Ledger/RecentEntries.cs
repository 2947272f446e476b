using System.Diagnostics;
using ClinicNotes.Application.Feed;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// The entries that this service has placed last, of clinics whose feed is read: who follows need not have them read again. There are none
/// where another service keeps the ledgers.
/// </summary>
internal sealed class RecentEntries
{
    /// <summary>How many of a clinic are kept: those of some rounds of the keeper at full load.</summary>
    public const int MostKept = 1_024;

    /// <summary>How long their bodies are together, at most.</summary>
    public const int MostCharacters = 1 << 19;

    private static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OfClinic> _clinics = [];

    /// <summary>The entries after a position and up to another; <c>null</c> where they are not all here.</summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="after">The position.</param>
    /// <param name="upTo">The last position; <see cref="long.MaxValue" /> for what there is.</param>
    public IReadOnlyList<FeedEntry>? Between(string clinic, long after, long upTo)
    {
        lock (_lock)
        {
            if (_clinics.TryGetValue(clinic, out var recent))
                return recent.Between(after, upTo);

            _clinics[clinic] = new();
            return null;
        }
    }

    /// <summary>Takes in what has been placed, and committed.</summary>
    /// <param name="events">The events.</param>
    /// <param name="rows">Of each its place, in the same order.</param>
    public void Add(IReadOnlyList<CommittedEvent> events, IReadOnlyList<LedgerRow> rows)
    {
        lock (_lock)
        {
            foreach (var (clinic, _) in _clinics.Where(clinic => clinic.Value.SinceRead.Elapsed > LongestUnread).ToList())
                _clinics.Remove(clinic);
            foreach (var (e, row) in events.Zip(rows))
            {
                if (_clinics.TryGetValue(e.ClinicId, out var recent))
                    recent.Add(new(row.Position, e.Id.ToString(), e.Stream, e.Version, e.Type, e.Event), e.Body.Length);
            }
        }
    }

    /// <summary>Forgets all: somebody else may place entries, in an older database that was restored.</summary>
    public void Clear()
    {
        lock (_lock)
            _clinics.Clear();
    }

    private sealed class OfClinic
    {
        private readonly Queue<(FeedEntry Entry, int Length)> _kept = [];
        private long _last;
        private int _characters;

        public Stopwatch SinceRead { get; } = Stopwatch.StartNew();

        public IReadOnlyList<FeedEntry>? Between(long after, long upTo)
        {
            SinceRead.Restart();
            var to = upTo == long.MaxValue ? _last : upTo;
            return to <= _last && after < to && after >= _last - _kept.Count
                ? [.. _kept.Select(kept => kept.Entry).Skip((int)(after - _last + _kept.Count)).Take((int)(to - after))]
                : null;
        }

        public void Add(FeedEntry entry, int length)
        {
            // A position between is that of a commitment, which was placed by itself.
            if (entry.Position != _last + 1)
            {
                _kept.Clear();
                _characters = 0;
            }

            _kept.Enqueue((entry, length));
            _last = entry.Position;
            _characters += length;
            while (_kept.Count > MostKept || _characters > MostCharacters)
                _characters -= _kept.Dequeue().Length;
        }
    }
}
