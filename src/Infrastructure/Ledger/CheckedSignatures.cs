using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Looks whether the signatures that events name are there, and are these.</summary>
internal static class CheckedSignatures
{
    // The files stay where they are: of a thousand there may be hundreds of megabytes.
    private const string Digests = "select sha256, sha256(png) from signatures where clinic_id = $1 and sha256 = any($2)";

    private const string NamedByNone = """
        select clinic_id, encode(sha256, 'hex') from signatures s where ($1 is null or clinic_id = $1) and not exists (
            select from mt_events where tenant_id = s.clinic_id
                and type in ('addendum_requested', 'addendum_responded', 'sign_off_recorded', 'sign_off_revised')
                and coalesce(data -> 'signature' ->> 'sha256', data -> 'responded_signature' ->> 'sha256') = encode(s.sha256, 'hex')
        )
        order by 1, 2
        """;

    /// <summary>The signatures of one clinic, or of all, that no event names.</summary>
    public static async Task<IReadOnlyList<Difference>> Unnamed(string? only, NpgsqlConnection connection, CancellationToken cancellation)
    {
        // It reads through all events, which may be many.
        await using var command = new NpgsqlCommand(NamedByNone, connection) { CommandTimeout = 0 };
        command.Parameters.Add(CheckedClinics.Optional(only));
        var differences = new List<Difference>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            differences.Add(new(row.GetString(0), null, null, null, $"the signature {row.GetString(1)} is stored, and no event names it"));

        return differences;
    }

    public static async Task<IReadOnlyList<Difference>> Of(
        string clinic,
        IEnumerable<StoredEntry> entries,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var named = entries.Where(entry => entry.Event.Event.Signature is not null).ToArray();
        if (named.Length == 0)
            return [];

        await using var command = new NpgsqlCommand(Digests, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Bytea, named.Select(Digest).Distinct().Select(Convert.FromHexString)));
        var stored = new Dictionary<string, bool>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var digest = row.GetFieldValue<byte[]>(0);
            stored[Convert.ToHexStringLower(digest)] = digest.AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(1));
        }

        return
        [
            .. named
                .Where(entry => !stored.GetValueOrDefault(Digest(entry)))
                .Select(entry => new Difference(
                    clinic,
                    entry.Entry.Position,
                    entry.Event.Stream,
                    entry.Event.Version,
                    stored.ContainsKey(Digest(entry)) ? "the stored signature is not the one that was given" : "the signature is missing"
                )),
        ];
    }

    private static string Digest(StoredEntry entry) => entry.Event.Event.Signature!.Sha256;
}
