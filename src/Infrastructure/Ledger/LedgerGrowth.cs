using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>What a ledger got after a position, as far as this service gave it.</summary>
internal sealed class LedgerGrowth
{
    private readonly Dictionary<long, NoteInMap> _notes = [];
    private readonly long _after;
    private long _last;

    private LedgerGrowth(long after) => _after = _last = after;

    /// <summary>Of each session note how many events, and the leaf of the last.</summary>
    public IReadOnlyCollection<NoteInMap> Notes => _notes.Values;

    /// <summary>Adds rows to the growth of their clinics; where that is <c>null</c> it stays unknown.</summary>
    public static void Add(IReadOnlyList<LedgerRow> rows, Dictionary<string, LedgerGrowth?> grown)
    {
        foreach (var row in rows)
        {
            if (!grown.TryGetValue(row.ClinicId, out var growth))
                grown[row.ClinicId] = growth = new(after: row.Position - 1);
            growth?.Add(row);
        }
    }

    /// <summary>Whether it is all that came after one position, up to another.</summary>
    public bool Is(long after, long last) => (_after, _last) == (after, last);

    private void Add(LedgerRow row)
    {
        _last = row.Position;
        if (row.SessionNoteId is { } note)
            _notes[note] = new(note, 1 + (_notes.TryGetValue(note, out var before) ? before.Events : 0), row.Leaf);
    }
}
