using System.Security.Cryptography;
using System.Text;
using Marten;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>
/// The tables that the service needs: Marten's, then the service's own. Another role may own them than the one that the service runs under,
/// which then gets the rights that it needs and no more.
/// </summary>
internal sealed class DatabaseSchema(IDocumentStore store, NpgsqlDataSource database, SchemaOwner schemaOwner, IClock clock)
{
    /// <summary>The service's own indexes on Marten's tables, which Marten must leave alone.</summary>
    internal static IReadOnlyList<string> IndexesOfEventTables { get; } =
    [SessionNoteOfOneClinic, "token_by_sha256", "event_by_session_note"];

    /// <summary>Refuses a session note that another clinic has.</summary>
    internal const string SessionNoteOfOneClinic = "session_note_of_one_clinic";

    private readonly Lazy<string> _fingerprint = new(() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store.Storage.ToDatabaseScript() + Own + Rights)))
    );

    private static string Own { get; } = Resource("schema.sql");

    private static string Rights { get; } = Resource("rights.sql");

    /// <summary>Brings the database to the schema of this version of the service. Does nothing when it is there already.</summary>
    public async Task Apply(CancellationToken cancellation)
    {
        if (await IsCurrent(cancellation))
            return;

        await using var owner = schemaOwner.Connect();
        await using var connection = await owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute("select pg_advisory_xact_lock(hashtext('clinicnotes schema'))");

        // Another service may have done it while this one waited.
        if (await IsCurrent(cancellation))
            return;

        await using (var owners = new DocumentStore(EventStore.Configure(clock, owner)))
            await owners.Storage.ApplyAllConfiguredChangesToDatabaseAsync(JasperFx.AutoCreate.CreateOrUpdate);
        await Execute(Own);
        await Execute($"insert into clinicnotes_schema (fingerprint) values ('{_fingerprint.Value}') on conflict do nothing");
        await Execute(await RightsOfService(cancellation));
        await transaction.CommitAsync(cancellation);

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Whether the schema of this version has been applied to the database, and the service's role may use it.</summary>
    public async Task<bool> IsCurrent(CancellationToken cancellation)
    {
        await using var usable = database.CreateCommand(
            "select coalesce(has_table_privilege(to_regclass('clinicnotes_schema'), 'select')"
                + " and has_table_privilege(to_regclass('ledger_entries'), 'insert'), false)"
        );
        if (await usable.ExecuteScalarAsync(cancellation) is not true)
            return false;

        await using var applied = database.CreateCommand("select exists (select from clinicnotes_schema where fingerprint = $1)");
        applied.Parameters.Add(new() { Value = _fingerprint.Value });
        return await applied.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Nothing where the service's role owns the tables itself: to take rights from it would be no more than a gesture.</summary>
    private async Task<string> RightsOfService(CancellationToken cancellation)
    {
        await using var role = database.CreateCommand("select current_user::text");
        var service = (string)(await role.ExecuteScalarAsync(cancellation))!;
        return $"""
            do $rights$ begin
                if current_user <> {Literal(service)} then
                    {Rights.Replace("clinicnotes_service", Identifier(service), StringComparison.Ordinal)}
                end if;
            end $rights$
            """;

        static string Literal(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

        static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Resource(string name)
    {
        using var script = typeof(DatabaseSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
