using ClinicNotes.Infrastructure.Signatures;
using ClinicNotes.Infrastructure.Storage;
using JasperFx.Events;
using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Records appends in one statement, which is one transaction and one round trip: see <c>append_events</c> in the schema.</summary>
internal sealed class EventWriter(NpgsqlDataSource database, IDocumentStore store, SignatureStore signatures, IClock clock)
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Varchar;
    private const NpgsqlDbType Bytes = NpgsqlDbType.Array | NpgsqlDbType.Bytea;

    private readonly IEventRegistry _events = (IEventRegistry)store.Options.Events;
    private readonly ISerializer _serializer = store.Options.Serializer();

    /// <summary>Records each whose stream is at the version that it expects, and says of each whether it was; or throws and records none.</summary>
    public async Task<bool[]> Write(IReadOnlyList<Append> appends)
    {
        var now = clock.GetCurrentInstant().ToDateTimeUtc();
        var events = appends.Select(append => _events.BuildEvent(append.Event)).ToArray();
        var images = appends.Select(append => signatures.Unstored(append.Key.Clinic, append.Image)).ToArray();
        await using var command = database.CreateCommand(
            "select append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        );
        Add(Texts, append => append.Key.Clinic);
        Add(Texts, append => append.Key.Stream);
        Add(Texts, append => _events.AggregateAliasFor(append.State.GetType()));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint, append => append.Expected);
        Add(NpgsqlDbType.Array | NpgsqlDbType.Uuid, _ => Guid.CreateVersion7());
        AddAll(Texts, events.Select(e => e.EventTypeName));
        AddAll(Texts, events.Select(e => e.DotNetTypeName));
        AddAll(NpgsqlDbType.Array | NpgsqlDbType.Jsonb, events.Select(e => _serializer.ToJson(e.Data)));
        Add(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, _ => now);
        AddAll(Texts, events.Select(e => e.CorrelationId));
        AddAll(Texts, events.Select(e => e.CausationId));
        AddAll(Texts, events.Select(e => e.UserName));
        AddAll(Bytes, images.Select(image => image is null ? null : Convert.FromHexString(image.Reference.Sha256)));
        AddAll(Bytes, images.Select(image => image?.File.ToArray()));

        // Whoever asked may go away meanwhile: that must not disturb the others.
        var recorded = (bool[])(await command.ExecuteScalarAsync(CancellationToken.None))!;
        foreach (var (append, isRecorded) in appends.Zip(recorded))
        {
            if (isRecorded)
                signatures.Stored(append.Key.Clinic, append.Image);
        }

        return recorded;

        void Add<T>(NpgsqlDbType type, Func<Append, T> part) => AddAll(type, appends.Select(part));

        void AddAll<T>(NpgsqlDbType type, IEnumerable<T> parts) =>
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. parts], NpgsqlDbType = type });
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
}
