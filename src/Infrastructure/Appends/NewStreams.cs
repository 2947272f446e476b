using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Records the first events of many streams in one statement: see <c>append_new_streams</c> in the schema.</summary>
internal sealed class NewStreams(NpgsqlDataSource database)
{
    private const string Statement = "select append_new_streams($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    /// <summary>Records each whose stream is not there yet, and says of each whether it was. They name no images and no users.</summary>
    /// <param name="appends">In the order of their streams' keys, so that two who append to the same do not wait for each other.</param>
    public async Task<bool[]> Write(IReadOnlyList<Append> appends)
    {
        await using var command = database.CreateCommand(Statement);
        Add(NpgsqlDbType.Varchar, append => append.Key.Clinic);
        Add(NpgsqlDbType.Varchar, append => append.Key.Stream);
        Add(NpgsqlDbType.Varchar, append => append.StreamType);
        Add(NpgsqlDbType.Uuid, _ => Guid.CreateVersion7());
        Add(NpgsqlDbType.Varchar, append => append.Event.EventTypeName);
        Add(NpgsqlDbType.Varchar, append => append.Event.DotNetTypeName);
        Add(NpgsqlDbType.Jsonb, append => append.Body);
        Add(NpgsqlDbType.TimestampTz, append => ((IRecorded)append.Event.Data).RecordedAt.ToDateTimeUtc());
        Add(NpgsqlDbType.Varchar, append => append.Event.CorrelationId);
        return (bool[])(await command.ExecuteScalarAsync(CancellationToken.None))!;

        void Add<T>(NpgsqlDbType type, Func<Append, T> part) => command.Parameters.Add(ArrayParameter.Of(type, appends.Select(part)));
    }
}
