using System.Text.Json;
using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Retries;

/// <summary>Claims in the table <c>claims</c>. An event settles the claim of its request by itself: see <c>append_events</c>.</summary>
internal sealed class Claims(NpgsqlDataSource database, IClock clock) : IClaims
{
    /// <summary>How long an answer is kept.</summary>
    private static readonly Duration Kept = Duration.FromHours(24);

    /// <summary>How long an attempt may take. Too long is safe, too short too: who lost the claim records nothing.</summary>
    private static readonly Duration Held = Duration.FromSeconds(30);

    private const string TakeNew = """
        insert into claims (clinic_id, user_id, request, body, id, claimed_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
        """;

    private const string TakeOver = """
        update claims set body = $4, id = $5, claimed_at = $6, stream = null, version = null, is_recorded = null, faults = null, told = null
        where clinic_id = $1 and user_id = $2 and request = $3 and id = $7 and is_settled = $8
        """;

    private const string FindOne = """
        select id, body, claimed_at, is_settled, stream, version, is_recorded, faults, told from claims
        where clinic_id = $1 and user_id = $2 and request = $3
        """;

    private const string KeepTold = """
        update claims set stream = coalesce(stream, $2), version = coalesce(version, 0), is_recorded = coalesce(is_recorded, false), told = $3::json
        where id = $1 and told is null
        """;

    public async Task<(Claim? Claim, Refusal? Why)> Take(ClaimedRequest request, CancellationToken cancellation)
    {
        var id = Guid.NewGuid();
        var mine = new Claim(id.ToString());
        var now = clock.GetCurrentInstant();
        await using var take = Of(request, TakeNew, request.Body.ToArray(), id, now.ToDateTimeUtc());
        if (await take.ExecuteNonQueryAsync(cancellation) == 1)
            return (mine, null);

        // What was there a moment ago and is no longer, somebody has just released.
        if (await Find(request, cancellation) is not var (claim, body, claimedAt, isSettled))
            return (null, Refusal.RequestInFlight);

        var isSame = body.AsSpan().SequenceEqual(request.Body.Span);
        if (claimedAt <= now - Kept || (!isSettled && isSame && claimedAt <= now - Held))
        {
            await using var over = Of(request, TakeOver, request.Body.ToArray(), id, now.ToDateTimeUtc(), Guid.Parse(claim.Id), isSettled);
            return await over.ExecuteNonQueryAsync(cancellation) == 1 ? (mine, null) : (null, Refusal.RequestInFlight);
        }

        return !isSame ? (null, Refusal.KeyOfAnotherRequest)
            : !isSettled ? (null, Refusal.RequestInFlight)
            : (claim, null);
    }

    public Task Settle(Claim claim, IDictionary<string, string[]> faults) =>
        Change("update claims set faults = $2::json where id = $1 and not is_settled", claim, Text(JsonSerializer.Serialize(faults)));

    public Task Settle(Claim claim, string stream, string told) => Change(KeepTold, claim, Text(stream), Text(told));

    /// <summary>Notes that nothing was to change. False when another attempt has taken the claim over.</summary>
    public async Task<bool> SettleUnchanged(Claim claim, string stream, long version) =>
        await Change(
            "update claims set stream = $2, version = $3, is_recorded = false where id = $1 and not is_settled",
            claim,
            Text(stream),
            new NpgsqlParameter<long> { TypedValue = version }
        ) == 1;

    public Task Release(Claim claim) => Change("delete from claims where id = $1 and not is_settled", claim);

    /// <summary>Forgets what is older than it need be kept.</summary>
    public async Task CleanUp(CancellationToken cancellation)
    {
        await using var forget = database.CreateCommand("delete from claims where claimed_at <= $1");
        forget.Parameters.Add(new() { Value = (clock.GetCurrentInstant() - Kept).ToDateTimeUtc() });
        await forget.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<int> Change(string sql, Claim claim, params NpgsqlParameter[] others)
    {
        await using var change = database.CreateCommand(sql);
        change.Parameters.Add(new() { Value = Guid.Parse(claim.Id) });
        change.Parameters.AddRange(others);
        return await change.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter<string> Text(string text) => new() { TypedValue = text };

    private async Task<(Claim Claim, byte[] Body, Instant ClaimedAt, bool IsSettled)?> Find(
        ClaimedRequest request,
        CancellationToken cancellation
    )
    {
        await using var find = Of(request, FindOne);
        await using var row = await find.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            return null;

        var done = row.IsDBNull(4) ? null : new Claim.Reached(row.GetString(4), row.GetInt64(5), row.GetBoolean(6));
        var faults = row.IsDBNull(7) ? null : JsonSerializer.Deserialize<Dictionary<string, string[]>>(row.GetString(7));
        var claim = new Claim(row.GetGuid(0).ToString(), done, faults, row.IsDBNull(8) ? null : row.GetString(8));
        return (claim, row.GetFieldValue<byte[]>(1), Instant.FromDateTimeUtc(row.GetDateTime(2)), row.GetBoolean(3));
    }

    private NpgsqlCommand Of(ClaimedRequest request, string sql, params object[] others)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in (object[])[Tenant.Of(request.By.ClinicId), request.By.UserId!.Value, request.Request.ToArray(), .. others])
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
