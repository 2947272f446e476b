using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The tree of a ledger made anew, held against the stored hashes and against what was signed.</summary>
internal sealed class CheckedTree(string clinic, CheckpointKey key, Dictionary<(int Level, long Index), byte[]> stored)
{
    private const string Beyond = """
        select min(size) filter (where size > $2), max(size) filter (where size < 1) from ledger_checkpoints where clinic_id = $1
        """;

    private readonly GrowingTree _tree = new();
    private readonly FirstOfMany _contradicted = new(clinic, "checkpoints");
    private readonly FirstOfMany _unsigned = new(clinic, "checkpoints");
    private long _signed;
    private long? _end;

    public static async Task<CheckedTree> Begin(
        string clinic,
        CheckpointKey key,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) => new(clinic, key, await HashRows.All(clinic, connection, cancellation));

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
        _signed = size;
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

    /// <summary>What is found once all entries have been added.</summary>
    /// <param name="last">The position of the last.</param>
    /// <param name="committed">That of the last commitment, which is signed when it is made.</param>
    /// <param name="connection">In the transaction of the check.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public async Task<IEnumerable<Difference>> End(long last, long committed, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Beyond, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var (beyond, before) = (row.GetFieldValue<long?>(0), row.GetFieldValue<long?>(1));
        var found = new List<Difference>([.. _unsigned.Rest(), .. _contradicted.Rest()]);
        if (beyond is not null)
            found.Add(Of(Text($"the ledger ends at position {last}, but {beyond} entries were signed: it was cut")));
        else if (key.CanSign && committed > _signed)
            found.Add(new(clinic, committed, null, null, "the commitment is not signed: its checkpoint is missing"));
        if (before is not null)
            found.Add(Of(Text($"a checkpoint of size {before} is stored, which no ledger has")));
        if (_end is null)
            found.AddRange(
                stored.Keys.Select(place => Of(Text($"the hash {place.Index} of level {place.Level} is stored without its entries")))
            );
        return found;
    }

    private Difference Of(string what) => new(clinic, null, null, null, what);

    private static string Text(FormattableString what) => what.ToString(CultureInfo.InvariantCulture);
}
