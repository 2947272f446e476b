using System.Security.Cryptography;
using System.Text;
using Marten;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>The tables that the service needs: Marten's, then the service's own.</summary>
public sealed class DatabaseSchema(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>The service's own indexes on Marten's tables, which Marten must leave alone.</summary>
    internal static IReadOnlyList<string> IndexesOfEventTables { get; } =
    [SessionNoteOfOneClinic, "token_by_sha256", "event_by_session_note"];

    /// <summary>Refuses a session note that another clinic has.</summary>
    internal const string SessionNoteOfOneClinic = "session_note_of_one_clinic";

    private readonly Lazy<string> _fingerprint = new(() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store.Storage.ToDatabaseScript() + Own)))
    );

    private static string Own { get; } = ReadOwn();

    /// <summary>Brings the database to the schema of this version of the service. Does nothing when it is there already.</summary>
    public async Task Apply(CancellationToken cancellation)
    {
        if (await IsCurrent(cancellation))
            return;

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var alone = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('clinicnotes schema'))", connection, transaction))
            await alone.ExecuteNonQueryAsync(cancellation);

        // Another service may have done it while this one waited.
        if (await IsCurrent(cancellation))
            return;

        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(JasperFx.AutoCreate.CreateOrUpdate);
        await using (var own = new NpgsqlCommand(Own, connection, transaction))
            await own.ExecuteNonQueryAsync(cancellation);
        const string noteIt = "insert into clinicnotes_schema (fingerprint) values ($1) on conflict do nothing";
        await using var note = new NpgsqlCommand(noteIt, connection, transaction) { Parameters = { new() { Value = _fingerprint.Value } } };
        await note.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Whether the schema of this version of the service has been applied to the database.</summary>
    public async Task<bool> IsCurrent(CancellationToken cancellation)
    {
        await using var exists = database.CreateCommand("select to_regclass('clinicnotes_schema') is not null");
        if (await exists.ExecuteScalarAsync(cancellation) is not true)
            return false;

        await using var applied = database.CreateCommand("select exists (select from clinicnotes_schema where fingerprint = $1)");
        applied.Parameters.Add(new() { Value = _fingerprint.Value });
        return await applied.ExecuteScalarAsync(cancellation) is true;
    }

    private static string ReadOwn()
    {
        using var script = typeof(DatabaseSchema).Assembly.GetManifestResourceStream("schema.sql")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
