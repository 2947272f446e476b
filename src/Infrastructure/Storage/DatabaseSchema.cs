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
    [
        SessionNoteOfOneClinic,
        "token_by_sha256",
        "user_of_clinic",
        "event_of_session_note",
        "reads_by_session_note",
        "event_by_time",
        "webhook_of_clinic",
    ];

    /// <summary>Refuses a session note that another clinic has.</summary>
    internal const string SessionNoteOfOneClinic = "session_note_of_one_clinic";

    /// <summary>What is told where the schema of this version is not there for the service's role.</summary>
    internal const string Lacking =
        "The database lacks the schema of this version, or the service's role may not use it: ./clinicnotes db apply.";

    private readonly Lazy<string> _fingerprint = new(() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store.Storage.ToDatabaseScript() + Own + GrantedRights.Script)))
    );

    /// <summary>The SHA-256 of all that this version would create.</summary>
    public string Fingerprint => _fingerprint.Value;

    private static string Own { get; } = Resource("schema.sql");

    /// <summary>Brings the database to the schema of this version of the service. Does nothing, and says so, when it is there already.</summary>
    public async Task<bool> Apply(CancellationToken cancellation) =>
        !await IsCurrent(cancellation) && await ApplyAgain(IsCurrent, cancellation);

    /// <summary>Does the same, unless it is needless once no other service is doing so.</summary>
    public async Task<bool> ApplyAgain(Func<CancellationToken, Task<bool>> isNeedless, CancellationToken cancellation)
    {
        await using var owner = schemaOwner.Connect();
        await using var connection = await owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute("select pg_advisory_xact_lock(hashtext('clinicnotes schema'))");

        // Another service may have done it while this one waited.
        if (await isNeedless(cancellation))
            return false;

        await using (var owners = new DocumentStore(EventStore.Configure(clock, owner)))
            await owners.Storage.ApplyAllConfiguredChangesToDatabaseAsync(JasperFx.AutoCreate.CreateOrUpdate);
        await Execute(Own);
        await Execute($"insert into clinicnotes_schema (fingerprint) values ('{Fingerprint}') on conflict do nothing");
        await Execute(GrantedRights.Of(await ServiceRole(cancellation)));
        await transaction.CommitAsync(cancellation);
        return true;

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
        return await usable.ExecuteScalarAsync(cancellation) is true && await Applied(cancellation) is not null;
    }

    /// <summary>When the schema of this version was applied; <c>null</c> when it was not, or nobody lets the service's role know.</summary>
    public async Task<Instant?> AppliedAt(CancellationToken cancellation)
    {
        await using var known = database.CreateCommand(
            "select coalesce(has_table_privilege(to_regclass('clinicnotes_schema'), 'select'), false)"
        );
        return await known.ExecuteScalarAsync(cancellation) is true ? await Applied(cancellation) : null;
    }

    /// <summary>The role that the service runs under.</summary>
    public async Task<string> ServiceRole(CancellationToken cancellation)
    {
        await using var role = database.CreateCommand("select current_user::text");
        return (string)(await role.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<Instant?> Applied(CancellationToken cancellation)
    {
        await using var applied = database.CreateCommand("select applied_at from clinicnotes_schema where fingerprint = $1");
        applied.Parameters.Add(new() { Value = Fingerprint });
        return await applied.ExecuteScalarAsync(cancellation) is DateTime at ? Instant.FromDateTimeUtc(at) : null;
    }

    internal static string Resource(string name)
    {
        using var script = typeof(DatabaseSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
