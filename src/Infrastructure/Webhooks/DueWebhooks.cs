using System.Globalization;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>A webhook, by its clinic and its id.</summary>
internal readonly record struct WebhookKey(long ClinicId, long WebhookId);

/// <summary>Finds webhooks to which something is to be delivered now.</summary>
internal static class DueWebhooks
{
    private const string Due = """
        select w.clinic_id, w.id
        from webhooks w left join webhook_progress p on p.clinic_id = w.clinic_id and p.webhook_id = w.id
        where mod(w.id, $1)::int = any($2) and w.standing = 'webhook_resumed' and (
            p.starts is null or p.starts < w.starts
            or coalesce(p.next_attempt_at <= $3, true)
                and p.position < (select position from ledger_entries l where l.clinic_id = w.clinic_id order by position desc limit 1)
        )
        """;

    private const string Resumed =
        "select exists (select from webhooks w where mod(w.id, $1)::int = any($2) and w.standing = 'webhook_resumed')";

    /// <summary>Whether there are any at all that are not paused.</summary>
    /// <param name="shards">The shards to look at.</param>
    /// <param name="connection">The connection to look with.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public static async Task<bool> AreThere(IEnumerable<int> shards, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Resumed, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Shards.Count });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Integer, shards));
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <param name="shards">The shards to look at: a webhook is in that of the rest of its id.</param>
    /// <param name="now">This moment.</param>
    /// <param name="connection">The connection to look with.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public static async Task<IReadOnlyList<WebhookKey>> Find(
        IEnumerable<int> shards,
        Instant now,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Due, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Shards.Count });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Integer, shards));
        command.Parameters.Add(new() { Value = now.ToDateTimeUtc() });
        var due = new List<WebhookKey>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            due.Add(new(long.Parse(row.GetString(0), CultureInfo.InvariantCulture), row.GetInt64(1)));
        return due;
    }
}
