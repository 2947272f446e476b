using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Checks one clinic's ledger from its first entry to its last.</summary>
internal sealed class ClinicCheck(string clinic, CheckedTree tree, NpgsqlConnection connection)
{
    private readonly CheckedMap _map = new(clinic);
    private long _last;

    public async Task<IReadOnlyList<Difference>> Add(StoredChunk chunk, CancellationToken cancellation)
    {
        var differences = new List<Difference>();
        foreach (var (position, stored) in chunk.Rows)
        {
            differences.AddRange(Missing(position));
            _last = position;
            if (!chunk.Entries.TryGetValue(position, out var entry))
                differences.Add(WithoutEntry(position, chunk.Unreadable.GetValueOrDefault(position)));

            // The stored leaf stands in for one that cannot be made, so that what is beside it can be checked all the same.
            if ((entry?.Entry.Leaf() ?? Hash(stored)) is { } leaf)
                differences.AddRange(tree.Add(leaf));
            else
                tree.Lacks(position);
            if (entry is not null)
                differences.AddRange(Compared(entry));
            if (chunk.Checkpoints.TryGetValue(position, out var note))
                differences.AddRange(tree.Hold(position, note));
        }

        differences.AddRange(await CheckedSignatures.Of(clinic, chunk.Entries.Values, connection, cancellation));
        return differences;
    }

    public async Task<IReadOnlyList<Difference>> End(CancellationToken cancellation)
    {
        Difference[] none = _last == 0 ? [new(clinic, null, null, null, "it has no ledger")] : [];
        return [.. none, .. await tree.End(_last, _map.CommittedAt, connection, cancellation), .. await _map.End(connection, cancellation)];
    }

    private IEnumerable<Difference> Missing(long position)
    {
        if (position == _last + 1)
            yield break;

        tree.Lacks(_last + 1);
        var what = string.Create(CultureInfo.InvariantCulture, $"the entries from here up to position {position - 1} are missing");
        yield return new(clinic, _last + 1, null, null, what);
    }

    private Difference WithoutEntry(long position, string? why) =>
        new(clinic, position, null, null, why is null ? "the event is gone" : $"no entry can be made of the event: {why.TrimEnd('.')}");

    private IEnumerable<Difference> Compared(StoredEntry entry)
    {
        var leaf = entry.Entry.Leaf();
        _map.Add(entry, leaf);
        if (leaf != entry.Leaf)
            yield return Of("the event is not the one that got this position");

        if (entry.SignatureSalt is not null && entry.Entry.SignatureDigest is null)
            yield return Of("there is a salt for a signature that the event does not name");

        // What is found by them is not hashed beside the body, which has them too.
        if (entry.FoundAt != entry.Event.Event.RecordedAt)
            yield return Of("the time by which the event is found is not that of its body");
        if (entry.FoundBy != entry.Event.Event.ActorId?.ToString(CultureInfo.InvariantCulture))
            yield return Of("the actor by whom the event is found is not that of its body");

        Difference Of(string what) => new(clinic, entry.Entry.Position, entry.Event.Stream, entry.Event.Version, what);
    }

    private static TreeHash? Hash(byte[] bytes) => bytes.Length == TreeHash.Length ? TreeHash.From(bytes) : null;
}
