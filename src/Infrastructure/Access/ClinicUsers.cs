using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.Access;

/// <summary>Folds the users of a clinic from their events, which an index finds by the users' first ones.</summary>
internal sealed class ClinicUsers(NpgsqlDataSource database) : IClinicUsers
{
    private const string Which = "from mt_events where tenant_id = $1 and type = 'user_enrolled' and version = 1";

    public async Task<(IReadOnlyList<User> Users, long Total)> Page(long clinicId, Paging paging, CancellationToken cancellation)
    {
        await using var count = database.CreateCommand($"select count(*) {Which}");
        count.Parameters.Add(new() { Value = Tenant.Of(clinicId) });
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;

        await using var page = database.CreateCommand(
            $"""
            with page as (
                select stream_id, (data ->> 'user_id')::bigint as user_id {Which} order by (data ->> 'user_id')::bigint offset $2 limit $3
            )
            select page.user_id, e.stream_id, e.version, e.type, e.data from page join mt_events e on e.tenant_id = $1 and e.stream_id = page.stream_id
            order by page.user_id, e.version
            """
        );
        page.Parameters.Add(new() { Value = Tenant.Of(clinicId) });
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.Offset });
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.PageSize });
        return (await Fold(page, cancellation), total);
    }

    private static async Task<List<User>> Fold(NpgsqlCommand command, CancellationToken cancellation)
    {
        var events = new List<(long UserId, object Event)>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            events.Add((row.GetInt64(0), StoredEvents.Read(row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4))));

        return [.. events.GroupBy(e => e.UserId).Select(user => user.Select(e => e.Event).Aggregate((User?)null, User.Evolve)!)];
    }
}
