using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Access;

/// <summary>Reads the names of users from the events that said them.</summary>
internal sealed class UserNames(NpgsqlDataSource database) : IUserNames
{
    public async Task<ILookup<long, UserName>> Of(long clinicId, IReadOnlyCollection<long> userIds, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select stream_id, version, type, data from mt_events where tenant_id = $1 and stream_id = any($2) and type = 'user_enrolled' order by stream_id, version"
        );
        command.Parameters.Add(new() { Value = Tenant.Of(clinicId) });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, userIds.Select(User.StreamKey)));
        var names = new List<UserName>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var enrolled = (UserEnrolled)StoredEvents.Read(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3));
            names.Add(new UserName(enrolled.UserId, enrolled.Name, enrolled.EnrolledAt));
        }

        return names.ToLookup(name => name.UserId);
    }
}
