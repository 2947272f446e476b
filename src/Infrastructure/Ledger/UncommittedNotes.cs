using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>What a ledger got of each session note after a position, as far as this service gave it.</summary>
internal sealed class UncommittedNotes
{
    private readonly Dictionary<long, NoteInMap> _notes = [];
    private readonly long _after;
    private long _last;

    private UncommittedNotes(long after) => _after = _last = after;

    /// <summary>Of each note how many events, and the leaf of the last.</summary>
    public IReadOnlyCollection<NoteInMap> Notes => _notes.Values;

    /// <summary>Adds rows to what is known of their clinics; <c>null</c>, where it is not all known, stays so.</summary>
    public static void Add(IReadOnlyList<LedgerRow> rows, Dictionary<string, UncommittedNotes?> ofClinics)
    {
        foreach (var row in rows)
        {
            if (!ofClinics.TryGetValue(row.ClinicId, out var notes))
                ofClinics[row.ClinicId] = notes = new(after: row.Position - 1);
            notes?.Add(row);
        }
    }

    /// <summary>Whether it is all that came after one position, up to another.</summary>
    public bool Is(long after, long last) => (_after, _last) == (after, last);

    private void Add(LedgerRow row)
    {
        _last = row.Position;
        if (row.SessionNoteId is { } note)
            _notes.Add(new NoteInMap(note, 1, row.Leaf));
    }
}
