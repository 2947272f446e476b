using System.Globalization;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Signatures;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Records appends in one statement, which is one transaction and one round trip: see <c>append_events</c> in the schema.</summary>
internal sealed class EventWriter(NpgsqlDataSource database, SignatureStore signatures)
{
    /// <summary>Records appends; says of each whether it was recorded, and nothing of one whose claim is lost.</summary>
    public const string Statement = "select append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    /// <summary>What <c>append_events</c> raises when an image was left out that is not stored.</summary>
    private const string ImageNotStored = "CN001";

    /// <summary>
    /// Records each whose stream is at the version that it expects and whose claim is held, and says of each what came of it. When it throws, none is recorded if
    /// <see cref="RolledBack" /> says so; otherwise nobody knows.
    /// </summary>
    public async Task<AppendOutcome[]> Write(IReadOnlyList<Append> appends, KeptConnection connection)
    {
        try
        {
            return await Send(appends, await connection.Open());
        }
        catch (PostgresException failure) when (failure.SqlState == ImageNotStored)
        {
            // The database has been restored to a moment before this service stored the image.
            signatures.ForgetAll();
            return await Send(appends, await connection.Open());
        }
    }

    /// <summary>The same over a connection that is not kept.</summary>
    public async Task<AppendOutcome[]> Write(IReadOnlyList<Append> appends)
    {
        await using var connection = Connection();
        return await Write(appends, connection);
    }

    /// <summary>A connection to keep.</summary>
    public KeptConnection Connection() => new(database);

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
        Add(NpgsqlDbType.Uuid, append => append.Event.Id);
        Add(NpgsqlDbType.Varchar, append => append.Event.EventTypeName);
        Add(NpgsqlDbType.Varchar, append => append.Event.DotNetTypeName);
        Add(NpgsqlDbType.Jsonb, append => append.Body);
        Add(NpgsqlDbType.TimestampTz, append => ((IRecorded)append.Event.Data).RecordedAt.ToDateTimeUtc());
        Add(NpgsqlDbType.Varchar, append => append.Event.CorrelationId);
        Add(NpgsqlDbType.Varchar, append => append.Event.CausationId);
        Add(NpgsqlDbType.Varchar, append => append.Event.UserName);
        AddIfAny(NpgsqlDbType.Bytea, append => append.Image is { } image ? Convert.FromHexString(image.Reference.Sha256) : null);
        AddIfAny(NpgsqlDbType.Bytea, append => signatures.Remembers(append.Key.Clinic, append.Image) ? null : append.Image?.File.ToArray());
        AddIfAny(NpgsqlDbType.Uuid, append => append.ClaimId);
        AddIfAny(NpgsqlDbType.Varchar, append => append.CoveredNote?.ToString(CultureInfo.InvariantCulture));

        void Add<T>(NpgsqlDbType type, Func<Append, T> part) => command.Parameters.Add(ArrayParameter.Of(type, appends.Select(part)));

        // Most groups have neither images nor claims nor sign-offs: what an array of nulls costs PostgreSQL is saved. A group of none, which
        // warms up, has all.
        void AddIfAny<T>(NpgsqlDbType type, Func<Append, T> part) =>
            command.Parameters.Add(ArrayParameter.OrNull(type, appends.Select(part)));
    }

    private static AppendOutcome Outcome(bool? recorded) =>
        recorded switch
        {
            true => AppendOutcome.Recorded,
            false => AppendOutcome.Outrun,
            null => AppendOutcome.Fenced,
        };

    private async Task<AppendOutcome[]> Send(IReadOnlyList<Append> appends, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Statement, connection);
        AddParameters(command, appends);

        // Whoever asked may go away meanwhile: that must not disturb the others.
        await using var row = await command.ExecuteReaderAsync(CancellationToken.None);
        await row.ReadAsync(CancellationToken.None);
        var outcomes = Array.ConvertAll(row.GetFieldValue<bool?[]>(0), Outcome);
        foreach (var (append, outcome) in appends.Zip(outcomes))
        {
            if (outcome == AppendOutcome.Recorded && append.Image is { } image)
                signatures.Remember(append.Key.Clinic, image);
        }

        return outcomes;
    }
}
