using System.Globalization;
using System.Text.Json;
using ClinicNotes.Application.Webhooks;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>A row of <c>webhook_deliveries</c>, as it is read.</summary>
internal static class DeliveryRow
{
    public const string Columns =
        "position, event_id, attempts, first_attempt_at, last_attempt_at, duration_ms, response_status, error, next_attempt_at, earlier_attempts";

    public static DeliveryResponse Read(NpgsqlDataReader row)
    {
        var last = new AttemptResponse(
            row.GetInt32(2),
            Instant.FromDateTimeUtc(row.GetDateTime(4)),
            row.GetInt64(5),
            row.IsDBNull(6) ? null : row.GetInt32(6),
            row.IsDBNull(7) ? null : row.GetString(7),
            row.IsDBNull(8) ? null : Instant.FromDateTimeUtc(row.GetDateTime(8))
        );
        return new(
            row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
            row.GetString(1),
            Status(last.Error is null),
            last.Number,
            Instant.FromDateTimeUtc(row.GetDateTime(3)),
            last.At,
            last.DurationMs,
            last.ResponseStatus,
            last.Error,
            [.. row.IsDBNull(9) ? [] : Earlier(row.GetString(9)), last]
        );
    }

    public static string Status(bool delivered) => delivered ? "delivered" : "failed";

    private static IEnumerable<AttemptResponse> Earlier(string stored)
    {
        using var attempts = JsonDocument.Parse(stored);
        foreach (var attempt in attempts.RootElement.EnumerateArray())
        {
            var (status, next) = (attempt.GetProperty("response_status"), attempt.GetProperty("next_attempt_at"));
            yield return new(
                attempt.GetProperty("number").GetInt32(),
                At(attempt.GetProperty("at")),
                attempt.GetProperty("duration_ms").GetInt64(),
                status.ValueKind == JsonValueKind.Null ? null : status.GetInt32(),
                attempt.GetProperty("error").GetString(),
                next.ValueKind == JsonValueKind.Null ? null : At(next)
            );
        }
    }

    private static Instant At(JsonElement moment) => Instant.FromDateTimeOffset(moment.GetDateTimeOffset());
}
