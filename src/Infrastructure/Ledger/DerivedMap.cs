using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The map of a clinic's session notes at its last commitment, made anew.</summary>
internal static class DerivedMap
{
    /// <summary>Its blocks, by their paths; none before the first commitment.</summary>
    /// <exception cref="DamagedRecordException">It is not the one that was committed to.</exception>
    public static async Task<IReadOnlyDictionary<string, MapBlock>> Of(
        string clinic,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var last = await LastCommitment.Of(clinic, connection, cancellation);
        if (last.Version == 0)
            return new Dictionary<string, MapBlock>();

        var map = await NoteMap.Of(await CommittedNotes.Between(clinic, after: 0, last.Position, connection, cancellation));
        return map.Root == last.Map
            ? map.Changed
            : throw new DamagedRecordException(
                $"the map of session notes that is committed at position {last.Position} is not that of the events before"
            );
    }
}
