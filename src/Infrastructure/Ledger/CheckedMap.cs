using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The map of a clinic's session notes made anew, held against the last commitment and against the stored blocks.</summary>
internal sealed class CheckedMap(string clinic)
{
    private const string Blocks = "select path, block from ledger_map where clinic_id = $1";

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
        var map = await NoteMap.Update(_committed.Values, _ => ValueTask.FromResult<IReadOnlyDictionary<string, MapBlock>>(Empty));
        var differences = new List<Difference>();
        if (_last is var (said, entry) && (said.Map != map.Root.Hex || said.SessionNotes != _committed.Count))
        {
            const string what = "the map of session notes that is committed here is not that of the events before";
            differences.Add(new(clinic, entry.Entry.Position, entry.Event.Stream, entry.Event.Version, what));
        }

        var expected = _last is null ? [] : map.Changed.ToDictionary(block => block.Key, block => MapBlockBytes.Of(block.Value));
        differences.AddRange(await Stored(expected, connection, cancellation));
        return differences;
    }

    private static Dictionary<string, MapBlock> Empty => [];

    private async Task<IEnumerable<Difference>> Stored(
        Dictionary<string, byte[]> expected,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Blocks, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        var wrong = new List<string>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var path = row.GetString(0);
            if (!expected.Remove(path, out var bytes) || !bytes.AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(1)))
                wrong.Add(path);
        }

        wrong.AddRange(expected.Keys);
        wrong.Sort(StringComparer.Ordinal);
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
