using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The map of a clinic's session notes made anew, held against the last commitment and against the stored blocks.</summary>
internal sealed class CheckedMap(string clinic)
{
    private readonly Dictionary<long, NoteInMap> _committed = [];
    private readonly Dictionary<long, NoteInMap> _since = [];
    private (LedgerCommitted Said, StoredEntry Entry)? _last;

    /// <summary>The position of the last commitment; 0 where there is none.</summary>
    public long CommittedAt => _last?.Entry.Entry.Position ?? 0;

    public void Add(StoredEntry entry, TreeHash leaf)
    {
        if (entry.Event.Event is LedgerCommitted committed)
        {
            foreach (var note in _since.Values)
                _committed.Add(note);
            _since.Clear();
            _last = (committed, entry);
        }
        else if (entry.Entry.SessionNoteId is { } id)
        {
            _since.Add(new NoteInMap(id, 1, leaf));
        }
    }

    public async Task<IReadOnlyList<Difference>> End(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var map = await NoteMap.Of(_committed.Values);
        var differences = new List<Difference>();
        if (_last is var (said, entry) && (said.Map != map.Root.Hex || said.SessionNotes != _committed.Count))
        {
            const string what = "the map of session notes that is committed here is not that of the events before";
            differences.Add(new(clinic, entry.Entry.Position, entry.Event.Stream, entry.Event.Version, what));
        }

        var expected = _last is null ? new Dictionary<string, MapBlock>() : map.Changed;
        differences.AddRange(Stored(await DifferingBlocks.Of(clinic, expected, connection, cancellation)));
        return differences;
    }

    private IEnumerable<Difference> Stored(DifferingBlocks blocks)
    {
        var wrong = blocks.Changed.Select(block => block.Path).Concat(blocks.Stray).Order(StringComparer.Ordinal).ToList();
        return wrong.Count == 0
            ? []
            :
            [
                new(
                    clinic,
                    null,
                    null,
                    null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{wrong.Count} stored blocks of the map of session notes are not what they must be, the first at \"{wrong[0]}\""
                    )
                ),
            ];
    }
}
