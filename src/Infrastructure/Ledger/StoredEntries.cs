using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>An event with its entry, made anew from what is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Entry">Its entry, as the event is now.</param>
/// <param name="Leaf">The leaf that it got with its position.</param>
/// <param name="BodySalt">The salt of the body's digest.</param>
/// <param name="SignatureSalt">The salt of the signature's digest.</param>
/// <param name="FoundAt">The time by which the event is found: that of its body.</param>
/// <param name="FoundBy">The actor by whom it is found: that of its body; <c>null</c> where nobody acted.</param>
internal sealed record StoredEntry(
    CommittedEvent Event,
    LedgerEntry Entry,
    TreeHash Leaf,
    byte[] BodySalt,
    byte[]? SignatureSalt,
    Instant FoundAt,
    string? FoundBy
);

/// <summary>Reads the events of a ledger with their entries.</summary>
internal static class StoredEntries
{
    private const string Columns = """
        select l.position, l.leaf, l.body_salt, l.signature_salt, before.leaf, e.seq_id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.id,
            e.timestamp, e.user_name
        from ledger_entries l join mt_events e on e.seq_id = l.event_number
        left join mt_events p on p.tenant_id = e.tenant_id and p.stream_id = e.stream_id and p.version = e.version - 1
        left join ledger_entries before on before.event_number = p.seq_id
        """;

    /// <summary>Entries from a position on, in order: fewer than asked for at the end of the ledger.</summary>
    public static Task<IReadOnlyList<StoredEntry>> Read(
        string clinic,
        long first,
        int count,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        Read(
            $"{Columns} where l.clinic_id = $1 and l.position >= $2 and l.position < $3 order by l.position",
            [
                new NpgsqlParameter<string> { TypedValue = clinic },
                new NpgsqlParameter<long> { TypedValue = first },
                new NpgsqlParameter<long> { TypedValue = first + count },
            ],
            connection,
            cancellation
        );

    /// <summary>All entries of a session note up to a position, in order.</summary>
    public static Task<IReadOnlyList<StoredEntry>> OfNote(
        string clinic,
        long sessionNoteId,
        long last,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        Read(
            $"{Columns} where l.clinic_id = $1 and e.data ->> 'session_note_id' = $2 and l.position <= $3 order by l.position",
            [
                new NpgsqlParameter<string> { TypedValue = clinic },
                new NpgsqlParameter<string> { TypedValue = sessionNoteId.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                new NpgsqlParameter<long> { TypedValue = last },
            ],
            connection,
            cancellation
        );

    private static async Task<IReadOnlyList<StoredEntry>> Read(
        string sql,
        NpgsqlParameter[] parameters,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        var entries = new List<StoredEntry>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var (stream, version, type, body) = (row.GetString(7), row.GetInt64(8), row.GetString(9), row.GetString(10));
            var read = StoredEvents.Read(stream, version, type, body);
            var e = new CommittedEvent(row.GetInt64(5), row.GetGuid(11), row.GetString(6), stream, version, type, body, read);
            var (bodySalt, signatureSalt) = (row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3));
            TreeHash? previous = row.IsDBNull(4) ? null : row.Hash(4);
            var entry = Entries.Of(e, row.GetInt64(0), previous, bodySalt, signatureSalt);
            var (foundAt, foundBy) = (Instant.FromDateTimeUtc(row.GetDateTime(12)), row.IsDBNull(13) ? null : row.GetString(13));
            entries.Add(new StoredEntry(e, entry, row.Hash(1), bodySalt, signatureSalt, foundAt, foundBy));
        }

        return entries;
    }
}
