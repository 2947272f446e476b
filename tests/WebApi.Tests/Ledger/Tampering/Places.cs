using System.Globalization;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>Where rows of the record are, in the words of the check.</summary>
internal sealed class Places(StoredRecord record)
{
    private readonly Dictionary<string, Row> _events = record.Rows["mt_events"].ToDictionary(e => e["seq_id"]);
    private readonly Dictionary<string, Row> _entries = record.Rows["ledger_entries"].ToDictionary(entry => entry["event_number"]);

    public Place Of(Row row) =>
        row.Table switch
        {
            "mt_events" => OfEvent(row),
            "mt_streams" => new(row["tenant_id"], Stream: row["id"]),
            "ledger_entries" => OfEntry(row),
            "ledger_hashes" => new(row["clinic_id"], Texts: $" {row["index"]} of level {row["level"]} "),
            "ledger_map" => new(row["clinic_id"], Texts: "stored blocks of the map of session notes"),
            "ledger_checkpoints" => new(row["clinic_id"], Texts: [$"size {row["size"]} ", $"but {row["size"]} entries were signed"]),
            "signatures" => OfSignature(row),
            "listed_addendums" => new(row["clinic_id"], Stream: $"addendum-{row["id"]}"),
            "listed_sign_offs" => new(row["clinic_id"], Stream: $"sign-off-{row["id"]}"),
            "listed_counts" => new(row["clinic_id"], Texts: $"the count of {row["list"].Replace('_', ' ')} is"),
            _ => throw new NotSupportedException($"How is a row of {row.Table} called?"),
        };

    public Row EventOf(Row entry) => _events[entry["event_number"]];

    public Row EntryOf(Row e) => _entries[e["seq_id"]];

    private Place OfEvent(Row e) => new(e["tenant_id"], EntryOf(e).Number("position"), e["stream_id"]);

    private Place OfEntry(Row entry)
    {
        var position = entry.Number("position");
        return new(
            entry["clinic_id"],
            position,
            EventOf(entry)["stream_id"],
            string.Create(CultureInfo.InvariantCulture, $"ends at position {position - 1},")
        );
    }

    private Place OfSignature(Row signature)
    {
        var digest = signature["sha256"][2..];
        return OfEvent(
            record
                .Rows["mt_events"]
                .First(e => e["tenant_id"] == signature["clinic_id"] && e["data"].Contains(digest, StringComparison.Ordinal))
        );
    }
}
