using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Where the stored map of a clinic's session notes is not what it must be.</summary>
/// <param name="Changed">The blocks that are not stored, or as others.</param>
/// <param name="Stray">Where blocks are stored that the map has not.</param>
internal sealed record DifferingBlocks(IReadOnlyList<(string Path, byte[] Block)> Changed, IReadOnlyCollection<string> Stray)
{
    /// <summary>Holds what is stored against the blocks that must be.</summary>
    public static async Task<DifferingBlocks> Of(
        string clinic,
        IReadOnlyDictionary<string, MapBlock> expected,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var stored = await StoredMap.All(clinic, connection, cancellation);
        var changed = new List<(string, byte[])>();
        foreach (var (path, block) in expected)
        {
            var bytes = MapBlockBytes.Of(block);
            if (!stored.Remove(path, out var found) || !found.AsSpan().SequenceEqual(bytes))
                changed.Add((path, bytes));
        }

        return new(changed, stored.Keys);
    }
}
