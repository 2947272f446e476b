using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>A clinic's map of session notes, block by block, in the table <c>ledger_map</c>.</summary>
internal static class StoredMap
{
    private const string Read = "select path, block from ledger_map where clinic_id = $1 and path = any($2)";

    private const string Write = """
        insert into ledger_map (clinic_id, path, block) select $1, path, block from unnest($2, $3) as changed (path, block)
        on conflict (clinic_id, path) do update set block = excluded.block
        """;

    /// <summary>Adds events of notes to the map and stores it.</summary>
    /// <param name="clinic">Whose map.</param>
    /// <param name="root">The root that was committed to last.</param>
    /// <param name="notes">Of each note how many events came since, and the leaf of the last.</param>
    /// <param name="connection">In the transaction of the next commitment.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <exception cref="DamagedRecordException">The stored blocks that change are not those of that root.</exception>
    public static async Task<MapUpdate> Add(
        string clinic,
        TreeHash root,
        IReadOnlyCollection<NoteInMap> notes,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var committed = new Dictionary<string, TreeHash> { [""] = root };
        var update = await NoteMap.Add(
            notes,
            async paths =>
            {
                var blocks = await Blocks(clinic, paths, connection, cancellation);
                foreach (var path in paths)
                {
                    var block = blocks.GetValueOrDefault(path, MapBlock.Empty);
                    if (block.Hash != committed[path] || !block.HasNotesInPlace(path))
                        throw Damage(path);
                    foreach (var (deeper, hash) in block.Deeper(path))
                        committed[deeper] = hash;
                }

                return blocks;
            }
        );
        await Put(clinic, [.. update.Changed.Select(block => (block.Key, MapBlockBytes.Of(block.Value)))], connection, cancellation);
        return update;
    }

    /// <summary>Stores blocks, in the place of what is stored at their paths.</summary>
    public static async Task Put(
        string clinic,
        IReadOnlyList<(string Path, byte[] Block)> blocks,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        // A whole map may be large.
        await using var command = new NpgsqlCommand(Write, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, blocks.Select(block => block.Path)));
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Bytea, blocks.Select(block => block.Block)));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>All that is stored of a clinic's map, by path, whatever it is.</summary>
    public static async Task<Dictionary<string, byte[]>> All(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select path, block from ledger_map where clinic_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        var blocks = new Dictionary<string, byte[]>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            blocks[row.GetString(0)] = row.GetFieldValue<byte[]>(1);

        return blocks;
    }

    /// <summary>The stored blocks at these paths.</summary>
    /// <exception cref="DamagedRecordException">What is stored is no block.</exception>
    public static async ValueTask<IReadOnlyDictionary<string, MapBlock>> Blocks(
        string clinic,
        IReadOnlyList<string> paths,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Read, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, paths));
        var blocks = new Dictionary<string, MapBlock>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            blocks[row.GetString(0)] = MapBlockBytes.Read(row.GetFieldValue<byte[]>(1)) ?? throw Damage(row.GetString(0));
        }

        return blocks;
    }

    private static DamagedRecordException Damage(string path) => new($"the ledger's map of session notes is damaged at \"{path}\"");
}
