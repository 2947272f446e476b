using System.Runtime.CompilerServices;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// Compares without a lock. Only where something differs does it compare once more while the keeper of the ledgers waits, and corrects what still
/// does.
/// </summary>
internal sealed class LedgerRebuild(SchemaOwner schemaOwner, CheckpointKey key) : ILedgerRebuild
{
    // The one has no event get a position, the other no commitment be made.
    private const string Alone = $"{ListCorrection.Alone}; lock table ledger_map in share row exclusive mode";

    private const string Removed = "delete from ledger_map where clinic_id = $1 and path = any($2)";

    public async IAsyncEnumerable<LedgerRebuildStep> Rebuild(long? clinicId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var database = schemaOwner.Connect();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Ownership.MustBe(connection, ["ledger_map"], cancellation);
        var clinics = await CheckedClinics.Of(clinicId is { } id ? Tenant.Of(id) : null, connection, cancellation);
        var step = new LedgerRebuildStep(0, clinics.Sum(clinic => clinic.Entries), 0, []);
        yield return step;

        foreach (var (clinic, entries) in clinics)
        {
            var (corrected, left) = entries == 0 ? (0, ["it has no ledger"]) : await Rebuilt(clinic, connection, cancellation);
            yield return step = step with
            {
                Entries = step.Entries + entries,
                Corrected = step.Corrected + corrected,
                Left = [.. step.Left, .. left.Select(what => $"Clinic {clinic}: {what}.")],
            };
        }
    }

    private async Task<(long Corrected, IReadOnlyList<string> Left)> Rebuilt(
        string clinic,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var seen = await Once(clinic, alone: false, connection, cancellation);
        return seen.Corrected == 0 ? seen : await Once(clinic, alone: true, connection, cancellation);
    }

    /// <summary>Compares, and where it is alone corrects, too.</summary>
    private async Task<(long Corrected, IReadOnlyList<string> Left)> Once(
        string clinic,
        bool alone,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        if (alone)
        {
            await using var locks = new NpgsqlCommand(Alone, connection) { CommandTimeout = 0 };
            await locks.ExecuteNonQueryAsync(cancellation);
        }

        var left = new List<string>();
        var tree = await Derived(() => DerivedTree.Of(clinic, key, connection, cancellation));
        var map = await Derived(async () =>
            await DifferingBlocks.Of(clinic, await DerivedMap.Of(clinic, connection, cancellation), connection, cancellation)
        );
        if (tree?.Wrong > 0)
            left.Add($"{tree.Wrong} stored hashes are not those of its entries, and nothing may rewrite them");
        if (alone)
            await Correct(clinic, tree, map, connection, cancellation);
        await transaction.CommitAsync(cancellation);
        return ((tree?.Missing.Count ?? 0) + (map is null ? 0 : map.Changed.Count + map.Stray.Count), left);

        async Task<T?> Derived<T>(Func<Task<T>> derive)
            where T : class
        {
            try
            {
                return await derive();
            }
            catch (DamagedRecordException damage)
            {
                left.Add(damage.Message);
                return null;
            }
        }
    }

    private static async Task Correct(
        string clinic,
        DerivedTree? tree,
        DifferingBlocks? map,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        HashRows.Add(batch, [.. (tree?.Missing ?? []).Select(missing => (clinic, missing))]);
        batch.BatchCommands.Add(
            new(Removed)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = clinic },
                    ArrayParameter.Of(NpgsqlDbType.Varchar, map?.Stray ?? []),
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellation);
        await StoredMap.Put(clinic, map?.Changed ?? [], connection, cancellation);
    }
}
