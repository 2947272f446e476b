using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The tree of a ledger made anew, held against the stored hashes and against what was signed.</summary>
internal sealed class CheckedTree(string clinic, CheckpointKey key, Dictionary<(int Level, long Index), byte[]> stored)
{
    private const string Hashes = "select level, index, hash from ledger_hashes where clinic_id = $1";
    private const string Beyond = "select min(size), count(*) from ledger_checkpoints where clinic_id = $1 and size > $2";

    private readonly GrowingTree _tree = new();
    private readonly FirstOfMany _contradicted = new(clinic, "checkpoints");
    private readonly FirstOfMany _unsigned = new(clinic, "checkpoints");
    private long? _end;

    public static async Task<CheckedTree> Begin(
        string clinic,
        CheckpointKey key,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Hashes, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        var stored = new Dictionary<(int, long), byte[]>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            stored[(row.GetInt32(0), row.GetInt64(1))] = row.GetFieldValue<byte[]>(2);

        return new(clinic, key, stored);
    }

    /// <summary>A leaf is not to be had: the tree cannot be made beyond it.</summary>
    public void Lacks(long position) => _end ??= position;

    public IEnumerable<Difference> Add(TreeHash leaf)
    {
        if (_end is not null)
            yield break;

        foreach (var (level, index, hash) in _tree.Add(leaf))
        {
            if (!stored.Remove((level, index), out var bytes))
                yield return Of(Text($"the hash {index} of level {level} is missing"));
            else if (!bytes.AsSpan().SequenceEqual(hash.ToArray()))
                yield return Of(Text($"the stored hash {index} of level {level} is not that of its entries"));
        }
    }

    /// <summary>Holds what was signed of the tree at this size against the tree as it is.</summary>
    public IEnumerable<Difference> Hold(long size, string note)
    {
        if (key.Verified(clinic, note) is not { } checkpoint || checkpoint.Size != size)
        {
            return _unsigned.Count(
                size,
                key.CanVerify
                    ? Text($"the checkpoint of size {size} is not signed by a key of this service")
                    : Text(
                        $"the checkpoint of size {size} cannot be checked: Ledger__Key, Ledger__KeyFile and Ledger__FormerKeys name no key"
                    )
            );
        }

        if (_end is not null)
            return _contradicted.Count(size, Text($"the checkpoint of size {size} covers entries that are missing"));
        return checkpoint.Root == _tree.Root
            ? []
            : _contradicted.Count(size, Text($"the first {size} entries are not those that the checkpoint of this size is of"));
    }

    public async Task<IEnumerable<Difference>> End(long last, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Beyond, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        Difference[] cut =
            row.GetInt64(1) == 0
                ? []
                : [Of(Text($"the ledger ends at position {last}, but {row.GetInt64(0)} entries were signed: it was cut"))];
        var superfluous = _end is null
            ? stored.Keys.Select(place => Of(Text($"the hash {place.Index} of level {place.Level} is stored without its entries")))
            : [];
        return [.. _unsigned.Rest(), .. _contradicted.Rest(), .. cut, .. superfluous];
    }

    private Difference Of(string what) => new(clinic, null, null, null, what);

    private static string Text(FormattableString what) => what.ToString(CultureInfo.InvariantCulture);
}
