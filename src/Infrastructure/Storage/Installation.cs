using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Infrastructure.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Looks at the database in the role of the service, and at rights in that of who owns the tables.</summary>
internal sealed class Installation(NpgsqlDataSource database, SchemaOwner schemaOwner, DatabaseSchema schema, CheckpointKey key)
    : IInstallation
{
    private const string Clinics = """
        select tenant_id, count(*) filter (where type = 'user_enrolled' and version = 1),
            count(*) filter (where type = 'session_note_registered' and version = 1), count(*) filter (where type = 'addendum_requested'),
            count(*) filter (where type = 'sign_off_recorded'), count(*),
            (select coalesce(max(position), 0) from ledger_entries where clinic_id = tenant_id),
            (select coalesce(max(size), 0) from ledger_checkpoints where clinic_id = tenant_id)
        from mt_events where not starts_with(stream_id, 'mt_') group by tenant_id order by length(tenant_id), tenant_id
        """;

    /// <summary>Also where the schema is noted to be there, but rights or triggers are not as they must be.</summary>
    public async Task<bool> Apply(CancellationToken cancellation) =>
        !await IsRight(cancellation) && await schema.ApplyAgain(IsRight, cancellation);

    public Task<bool> IsCurrent(CancellationToken cancellation) => schema.IsCurrent(cancellation);

    public async Task<IReadOnlyList<string>> Faults(CancellationToken cancellation) =>
        [.. await OfSchema(cancellation), .. await StoredSafely.Settings(database, cancellation)];

    private async Task<bool> IsRight(CancellationToken cancellation) => (await OfSchema(cancellation)).Count == 0;

    private async Task<IReadOnlyList<string>> OfSchema(CancellationToken cancellation)
    {
        if (!await schema.IsCurrent(cancellation))
            return [DatabaseSchema.Lacking];

        await using var owner = schemaOwner.Connect();
        return
        [
            .. await StoredSafely.Triggers(database, cancellation),
            .. await GrantedRights.Faults(await schema.ServiceRole(cancellation), owner, cancellation),
        ];
    }

    public async Task<StoredResponse> Describe(CancellationToken cancellation)
    {
        await using var owner = schemaOwner.Connect();
        var appliedAt = await schema.AppliedAt(cancellation);
        return new StoredResponse(
            await Text("show server_version", database, cancellation),
            await Text("select current_database()::text", database, cancellation),
            await schema.ServiceRole(cancellation),
            await Text("select current_user::text", owner, cancellation),
            schema.Fingerprint,
            appliedAt,
            appliedAt is null ? [] : await Counted(cancellation)
        );
    }

    private async Task<IReadOnlyList<ClinicResponse>> Counted(CancellationToken cancellation)
    {
        // It reads through all events, which may be many.
        await using var command = database.CreateCommand(Clinics);
        command.CommandTimeout = 0;
        var clinics = new List<ClinicResponse>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var clinic = row.GetString(0);
            clinics.Add(
                new(
                    long.Parse(clinic, CultureInfo.InvariantCulture),
                    row.GetInt64(1),
                    row.GetInt64(2),
                    row.GetInt64(3),
                    row.GetInt64(4),
                    row.GetInt64(5),
                    row.GetInt64(6),
                    row.GetInt64(7),
                    key.VerifierKeys(clinic) is [var inUse, ..] ? inUse.Text : null
                )
            );
        }

        return clinics;
    }

    private static async Task<string> Text(string sql, NpgsqlDataSource from, CancellationToken cancellation)
    {
        await using var command = from.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
