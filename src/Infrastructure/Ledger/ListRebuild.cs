using System.Runtime.CompilerServices;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// Compares without a lock, some thousand events at a time, and keeps the ledger's keeper waiting only while it corrects what differs. What
/// an event that came meanwhile makes of a row is no difference to correct, and no harm if it is.
/// </summary>
internal sealed class ListRebuild(SchemaOwner schemaOwner) : IListRebuild
{
    private const int AtOnce = 5_000;

    private const string Told = """
        from mt_events where type in ('addendum_requested', 'addendum_responded', 'sign_off_recorded', 'sign_off_revised')
            and ($1 is null or tenant_id = $1)
        """;

    public async IAsyncEnumerable<RebuildStep> Rebuild(long? clinicId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var database = schemaOwner.Connect();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Ownership.MustBe(connection, ["listed_addendums", "listed_sign_offs"], cancellation);
        var lists = new ListCorrection(connection, clinicId is { } id ? Tenant.Of(id) : null, cancellation);
        var step = new RebuildStep(0, await Total(lists.Clinic, connection, cancellation), 0);
        yield return step;

        for (var (last, read) = (0L, AtOnce); read == AtOnce; )
        {
            var events = await After(last, lists.Clinic, connection, cancellation);
            read = events.Count;
            if (read == 0)
                break;

            last = events[^1].Number;
            var corrected = await lists.Correct([.. events.Select(e => (e.Clinic, e.Stream)).Distinct()]);
            yield return step = step with { Events = step.Events + read, Corrected = step.Corrected + corrected };
        }

        yield return step = step with { Corrected = step.Corrected + await lists.Remove() };
        yield return step with
        {
            Corrected = step.Corrected + await lists.Recount(),
        };
    }

    private static async Task<long> Total(string? clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        // It reads through all events, which may be many.
        await using var command = new NpgsqlCommand($"select count(*) {Told}", connection) { CommandTimeout = 0 };
        command.Parameters.Add(CheckedClinics.Optional(clinic));
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<List<(long Number, string Clinic, string Stream)>> After(
        long last,
        string? clinic,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select seq_id, tenant_id, stream_id {Told} and seq_id > $2 order by seq_id limit {AtOnce}",
            connection
        );
        command.Parameters.Add(CheckedClinics.Optional(clinic));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        var events = new List<(long, string, string)>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            events.Add((row.GetInt64(0), row.GetString(1), row.GetString(2)));

        return events;
    }
}
