using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Signatures;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Records appends in one statement, which is one transaction and one round trip: see <c>append_events</c> in the schema.</summary>
internal sealed class EventWriter(NpgsqlDataSource database, SignatureStore signatures)
{
    /// <summary>Records appends; says of each whether it was recorded.</summary>
    public const string Statement = "select append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    /// <summary>What <c>append_events</c> raises when an image was left out that is not stored.</summary>
    private const string ImageNotStored = "CN001";

    /// <summary>
    /// Records each whose stream is at the version that it expects, and says of each whether it was. When it throws, none is recorded if
    /// <see cref="RolledBack" /> says so; otherwise nobody knows.
    /// </summary>
    public async Task<bool[]> Write(IReadOnlyList<Append> appends)
    {
        try
        {
            return await Send(appends);
        }
        catch (PostgresException failure) when (failure.SqlState == ImageNotStored)
        {
            // The database has been restored to a moment before this service stored the image.
            signatures.ForgetAll();
            return await Send(appends);
        }
    }

    /// <summary>Whether another clinic registered the session note first: nothing is recorded, and the decision has to be taken again.</summary>
    public static bool LostRaceForSessionNote(Exception failure) =>
        failure
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: DatabaseSchema.SessionNoteOfOneClinic };

    /// <summary>
    /// Whether PostgreSQL has said that nothing is recorded. When the connection broke instead, nobody knows, and another try could record
    /// the same twice.
    /// </summary>
    public static bool RolledBack(Exception failure) => failure is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>What <see cref="Statement" /> is given.</summary>
    public void AddParameters(NpgsqlCommand command, IReadOnlyList<Append> appends)
    {
        Add(NpgsqlDbType.Varchar, append => append.Key.Clinic);
        Add(NpgsqlDbType.Varchar, append => append.Key.Stream);
        Add(NpgsqlDbType.Varchar, append => append.StreamType);
        Add(NpgsqlDbType.Bigint, append => append.Expected);
        Add(NpgsqlDbType.Uuid, _ => Guid.CreateVersion7());
        Add(NpgsqlDbType.Varchar, append => append.Event.EventTypeName);
        Add(NpgsqlDbType.Varchar, append => append.Event.DotNetTypeName);
        Add(NpgsqlDbType.Jsonb, append => append.Body);
        Add(NpgsqlDbType.TimestampTz, append => ((IRecorded)append.Event.Data).RecordedAt.ToDateTimeUtc());
        Add(NpgsqlDbType.Varchar, append => append.Event.CorrelationId);
        Add(NpgsqlDbType.Varchar, append => append.Event.CausationId);
        Add(NpgsqlDbType.Varchar, append => append.Event.UserName);
        Add(NpgsqlDbType.Bytea, append => append.Image is { } image ? Convert.FromHexString(image.Reference.Sha256) : null);
        Add(NpgsqlDbType.Bytea, append => signatures.Remembers(append.Key.Clinic, append.Image) ? null : append.Image?.File.ToArray());

        void Add<T>(NpgsqlDbType type, Func<Append, T> part) => command.Parameters.Add(ArrayParameter.Of(type, appends.Select(part)));
    }

    private async Task<bool[]> Send(IReadOnlyList<Append> appends)
    {
        await using var command = database.CreateCommand(Statement);
        AddParameters(command, appends);

        // Whoever asked may go away meanwhile: that must not disturb the others.
        var recorded = (bool[])(await command.ExecuteScalarAsync(CancellationToken.None))!;
        foreach (var (append, isRecorded) in appends.Zip(recorded))
        {
            if (isRecorded && append.Image is { } image)
                signatures.Remember(append.Key.Clinic, image);
        }

        return recorded;
    }
}
