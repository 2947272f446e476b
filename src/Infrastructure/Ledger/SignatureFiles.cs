using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Reads the PNG files that events name.</summary>
internal static class SignatureFiles
{
    /// <summary>The files of these events, by SHA-256; one that is missing is left out.</summary>
    public static async Task<Dictionary<string, byte[]>> Of(
        string clinic,
        IEnumerable<StoredEntry> entries,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var files = new Dictionary<string, byte[]>();
        byte[][] digests =
        [
            .. entries.Select(entry => entry.Event.Event.Signature?.Sha256).OfType<string>().Distinct().Select(Convert.FromHexString),
        ];
        if (digests.Length == 0)
            return files;

        await using var command = new NpgsqlCommand(
            "select sha256, png from signatures where clinic_id = $1 and sha256 = any($2)",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Bytea, digests));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            files[Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0))] = row.GetFieldValue<byte[]>(1);

        return files;
    }
}
