using System.Runtime.CompilerServices;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Walks along the ledgers in one snapshot of the database, so that the service may go on meanwhile.</summary>
internal sealed class LedgerCheck(NpgsqlDataSource database, CheckpointKey key) : ILedgerCheck
{
    public async IAsyncEnumerable<CheckStep> Check(long? clinicId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var only = clinicId is { } id ? Tenant.Of(id) : null;
        var clinics = await CheckedClinics.Of(only, connection, cancellation);
        var (done, total) = (0L, clinics.Sum(clinic => clinic.Entries));
        yield return new CheckStep.Progress(done, total);

        foreach (var (clinic, _) in clinics)
        {
            var check = new ClinicCheck(clinic, await CheckedTree.Begin(clinic, key, connection, cancellation), connection);
            await foreach (var chunk in StoredChunk.All(clinic, connection, cancellation))
            {
                foreach (var difference in await check.Add(chunk, cancellation))
                    yield return new CheckStep.Found(difference);
                yield return new CheckStep.Progress(done += chunk.Rows.Count, total);
            }

            foreach (var difference in await check.End(cancellation))
                yield return new CheckStep.Found(difference);
        }

        foreach (var difference in await CheckedStreams.Of(only, connection, cancellation))
            yield return new CheckStep.Found(difference);
        foreach (var difference in await CheckedReading.Of(only, connection, cancellation))
            yield return new CheckStep.Found(difference);
        foreach (var difference in await CheckedSignatures.Unnamed(only, connection, cancellation))
            yield return new CheckStep.Found(difference);
        foreach (var difference in await CheckedLists.Of(only, connection, cancellation))
            yield return new CheckStep.Found(difference);
    }
}
