using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Reads the hashes of a clinic's tree: the leaves from the entries, those above them from <c>ledger_hashes</c>.</summary>
internal static class StoredHashes
{
    private const string Hashes = """
        select span.nr, found.hash
        from unnest($2, $3, $4) with ordinality as span (level, first, count, nr)
        cross join lateral (
            select leaf as hash, position as place from ledger_entries
            where span.level = 0 and clinic_id = $1 and position > span.first and position <= span.first + span.count
            union all
            select hash, index from ledger_hashes
            where span.level > 0 and clinic_id = $1 and level = span.level and index >= span.first and index < span.first + span.count
        ) found
        order by span.nr, found.place
        """;

    /// <summary>The hashes of these spans, as far as they are stored, in one round trip.</summary>
    public static async Task<IReadOnlyDictionary<HashSpan, TreeHash[]>> Read(
        string clinic,
        IReadOnlyList<HashSpan> spans,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var hashes = spans.Select(_ => new List<TreeHash>()).ToArray();
        await using var command = new NpgsqlCommand(Hashes, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        Add(NpgsqlDbType.Integer, span => span.Level);
        Add(NpgsqlDbType.Bigint, span => span.First);
        Add(NpgsqlDbType.Integer, span => span.Count);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            hashes[row.GetInt64(0) - 1].Add(row.Hash(1));

        return spans.Zip(hashes).ToDictionary(read => read.First, read => read.Second.ToArray());

        void Add<T>(NpgsqlDbType type, Func<HashSpan, T> part) => command.Parameters.Add(ArrayParameter.Of(type, spans.Select(part)));
    }

    /// <summary>What a plan comes to.</summary>
    /// <exception cref="DamagedRecordException">Hashes that it needs are not there.</exception>
    public static async Task<IReadOnlyList<TreeHash>> Fold(
        string clinic,
        TreePlan plan,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var hashes = await Read(clinic, plan.Needs, connection, cancellation);
        return plan.Fold(span => Whole(span, hashes));
    }

    /// <summary>The hashes of one span that was read.</summary>
    /// <exception cref="DamagedRecordException">Not all of them were there.</exception>
    public static IReadOnlyList<TreeHash> Whole(HashSpan span, IReadOnlyDictionary<HashSpan, TreeHash[]> read) =>
        read[span].Length == span.Count
            ? read[span]
            : throw new DamagedRecordException(
                span.Level == 0
                    ? $"the ledger lacks entries between the positions {span.First + 1} and {span.First + span.Count}"
                    : $"the ledger lacks hashes of level {span.Level} between {span.First} and {span.First + span.Count - 1}"
            );

    /// <summary>A hash in a column.</summary>
    /// <exception cref="DamagedRecordException">It is none.</exception>
    public static TreeHash Hash(this NpgsqlDataReader row, int column) =>
        row.GetFieldValue<byte[]>(column) is { Length: TreeHash.Length } bytes
            ? TreeHash.From(bytes)
            : throw new DamagedRecordException("a hash of the ledger has not 32 bytes");
}
