using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>An event that was delivered, or tried to be.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Attempt">What came of it.</param>
/// <param name="NextAttemptAt">When it is tried again, if it has failed.</param>
internal sealed record TriedEvent(long Position, Attempt Attempt, Instant? NextAttemptAt = null);

/// <summary>The statement that notes attempts: a row for each event, which is rewritten only when the event is tried again.</summary>
internal static class NotedAttempts
{
    /// <summary>
    /// How many attempts of an event are kept. More than the 155 that there can be, at the shortest waits, before its webhook is paused.
    /// </summary>
    internal const int Kept = 200;

    public static string Sql { get; } =
        $"""
            insert into webhook_deliveries as d (clinic_id, webhook_id, starts, position, event_id, delivered, attempts, first_attempt_at,
                last_attempt_at, duration_ms, response_status, error, next_attempt_at)
            select $1, $2, $3, position, event_id, error is null, 1, at, at, took, status, error, next
            from unnest($4, $5, $6, $7, $8, $9, $10) as tried (position, event_id, at, took, status, error, next)
            on conflict (clinic_id, webhook_id, starts, position) do update
                set delivered = excluded.delivered, attempts = d.attempts + 1, last_attempt_at = excluded.last_attempt_at,
                    duration_ms = excluded.duration_ms, response_status = excluded.response_status, error = excluded.error,
                    next_attempt_at = excluded.next_attempt_at,
                    earlier_attempts = case
                            when d.earlier_attempts is null then '[]'
                            when jsonb_array_length(d.earlier_attempts) >= {Kept - 1} then d.earlier_attempts - 0
                            else d.earlier_attempts
                        end || jsonb_build_object('number', d.attempts, 'at', d.last_attempt_at, 'duration_ms', d.duration_ms,
                            'response_status', d.response_status, 'error', d.error, 'next_attempt_at', d.next_attempt_at)
            """;

    /// <summary>The statement, which has been given whose attempts they are, with what came of them.</summary>
    public static NpgsqlBatchCommand Of(NpgsqlBatchCommand statement, IReadOnlyList<TriedEvent> tried)
    {
        Column(NpgsqlDbType.Bigint, e => e.Position);
        Column(NpgsqlDbType.Varchar, e => e.Attempt.EventId);
        Column(NpgsqlDbType.TimestampTz, e => e.Attempt.At.ToDateTimeUtc());
        Column(NpgsqlDbType.Bigint, e => e.Attempt.DurationMs);
        Column(NpgsqlDbType.Integer, e => e.Attempt.Status);
        Column(NpgsqlDbType.Text, e => e.Attempt.Error);
        Column(NpgsqlDbType.TimestampTz, e => e.NextAttemptAt?.ToDateTimeUtc());
        return statement;

        void Column<T>(NpgsqlDbType type, Func<TriedEvent, T> part) =>
            statement.Parameters.Add(ArrayParameter.Of(type, tried.Select(part)));
    }
}
