using System.Globalization;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>Draws what is done to single rows of the record.</summary>
internal sealed class Mutations(StoredRecord record)
{
    private readonly Places _places = new(record);

    /// <summary>All columns that prove something.</summary>
    public IReadOnlyList<Column> Columns { get; } =
    [.. record.Columns.Where(column => !Unrecorded.IsUnread(column) && !Unrecorded.IsTold(column))];

    public Mutation Any(Random chance) =>
        chance.Next(100) switch
        {
            < 50 => Altered(Columns[chance.Next(Columns.Count)], chance),
            < 58 => Altered(Columns.Single(column => column is { Table: "mt_events", Name: "data" }), chance),
            < 70 => Deleted(chance),
            < 80 => Inserted(chance),
            < 88 => Reordered(chance),
            < 94 => BackDated(chance),
            _ => WithAnotherSignature(chance),
        };

    private Mutation Altered(Column column, Random chance)
    {
        var rows = record.Rows[column.Table];
        var row = Row(chance, column.Table);
        var other =
            column.Name == "mt_dotnet_type" ? TypeOfAnother(row, chance) : Alterations.Of(column, row.Find(column.Name), rows, chance);
        var place = _places.Of(row);
        // A checkpoint is called by the clinic and the size that it is stored under.
        if (column is { Table: "ledger_checkpoints", Name: "clinic_id" })
            place = place with { Clinic = other! };
        if (column is { Table: "ledger_checkpoints", Name: "size" })
            place = place with { Texts = [.. place.Texts, $"size {other} ", $"but {other} entries were signed"] };
        return new(
            $"{column.Table}.{column.Name} of {row.Where}: {row.Find(column.Name) ?? "null"} -> {other ?? "null"}",
            row.Update(column.Name, other),
            [column.Table],
            place
        );
    }

    /// <summary>Any name but one of these is as good as none: the event is known by its type then.</summary>
    private string TypeOfAnother(Row e, Random chance)
    {
        var others = record
            .Rows["mt_events"]
            .Select(other => other["mt_dotnet_type"])
            .Where(type => type != e["mt_dotnet_type"])
            .Distinct()
            .ToList();
        return others[chance.Next(others.Count)];
    }

    private Mutation Deleted(Random chance)
    {
        var table = Table(chance);
        var row = Row(chance, table);
        if (table == "ledger_checkpoints")
        {
            // One that others follow takes nothing away: that the ledger has grown since is proven from its entries.
            return new(
                $"the checkpoints of clinic {row["clinic_id"]} from {row["size"]} on deleted",
                $"delete from ledger_checkpoints where clinic_id = '{row["clinic_id"]}' and size >= {row["size"]}",
                [table],
                new Place(row["clinic_id"], Position: Entries(row["clinic_id"]).Count)
            );
        }

        var more = chance.Next(3) == 0 && table is "mt_events" or "listed_addendums" or "signatures" ? chance.Next(4) : 0;
        Row[] rows = [row, .. Enumerable.Range(0, more).Select(_ => Row(chance, table))];
        return new(
            $"deleted from {table}: {string.Join(" and ", rows.Select(r => r.Where))}",
            string.Concat(rows.Select(r => r.Delete())),
            [table],
            [.. rows.Select(_places.Of)]
        );
    }

    private Mutation Inserted(Random chance)
    {
        var table = Table(chance);
        var row = Row(chance, table);
        var some = chance.Next(1, 1_000_000).ToString(CultureInfo.InvariantCulture);
        var (sql, place) = table switch
        {
            "mt_events" => Event(row, some, chance),
            "mt_streams" => (row.Insert(("id", $"addendum-9{some}")), new(row["tenant_id"], Stream: $"addendum-9{some}")),
            "ledger_entries" => Entry(row, some, chance),
            "ledger_hashes" => (row.Insert(("index", $"1{some}")), new(row["clinic_id"], Texts: $" 1{some} of level {row["level"]} ")),
            "ledger_map" => (row.Insert(("path", row["path"] + "01")), _places.Of(row)),
            "ledger_checkpoints" => Checkpoint(row, chance),
            "signatures" => Signature(row, chance),
            "listed_addendums" => (row.Insert(("id", $"9{some}")), new(row["clinic_id"], Stream: $"addendum-9{some}")),
            "listed_sign_offs" => (row.Insert(("id", $"9{some}")), new(row["clinic_id"], Stream: $"sign-off-9{some}")),
            "listed_counts" => (row.Insert(("clinic_id", $"9{some}"), ("count", "1")), _places.Of(row) with { Clinic = $"9{some}" }),
            _ => throw new NotSupportedException($"What is put into {table}?"),
        };
        return new($"put into {table}, after {row.Where}: {sql}", sql, [table, "mt_streams"], place);
    }

    private (string, Place) Event(Row e, string some, Random chance)
    {
        // Numbers that were never given, and have been passed by.
        (string, string?)[] other = [("seq_id", $"-{some}"), ("id", Guid.NewGuid().ToString())];
        if (chance.Next(2) == 0)
        {
            var stream = record.Rows["mt_streams"].Single(s => s["id"] == e["stream_id"] && s["tenant_id"] == e["tenant_id"]);
            var next = (stream.Number("version") + 1).ToString(CultureInfo.InvariantCulture);
            return (
                e.Insert([.. other, ("version", next)]) + (chance.Next(2) == 0 ? stream.Update("version", next) : ""),
                new(e["tenant_id"], Stream: e["stream_id"])
            );
        }

        return (
            e.Insert([.. other, ("stream_id", $"addendum-9{some}"), ("version", "1")]),
            new(e["tenant_id"], Stream: $"addendum-9{some}")
        );
    }

    /// <summary>Pushed in, what follows moves on; or put behind the last.</summary>
    private (string, Place) Entry(Row entry, string some, Random chance)
    {
        var (clinic, position) = (entry["clinic_id"], entry.Number("position"));
        if (chance.Next(2) == 0)
        {
            var end = Entries(clinic).Count + 1;
            return (entry.Insert(("position", $"{end}"), ("event_number", $"-{some}")), new(clinic, end));
        }

        return (
            $"update ledger_entries set position = -position where clinic_id = '{clinic}' and position > {position};"
                + $"update ledger_entries set position = 1 - position where clinic_id = '{clinic}' and position < 0;"
                + entry.Insert(("position", $"{position + 1}"), ("event_number", $"-{some}")),
            new(clinic, position + 1)
        );
    }

    private static (string, Place) Checkpoint(Row checkpoint, Random chance)
    {
        var size = chance.Next(4) == 0 ? -chance.Next(3) : checkpoint.Number("size") + chance.Next(-3, 3);
        var other = size.ToString(CultureInfo.InvariantCulture);
        return (
            checkpoint.Insert(("size", other)),
            new(checkpoint["clinic_id"], Texts: [$"size {other} ", $"but {other} entries were signed"])
        );
    }

    private static (string, Place) Signature(Row signature, Random chance)
    {
        var png = new byte[100];
        chance.NextBytes(png);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(png));
        return (
            signature.Insert(("sha256", $"\\x{digest}"), ("png", $"\\x{Convert.ToHexStringLower(png)}")),
            new(signature["clinic_id"], Texts: digest)
        );
    }

    private Mutation Reordered(Random chance)
    {
        var clinic = Row(chance, "ledger_entries")["clinic_id"];
        var (one, other) = Two(chance, Entries(clinic));
        var (first, second) = (_places.EventOf(one), _places.EventOf(other));
        var stream = record.Rows["mt_events"].Where(e => e["stream_id"] == first["stream_id"] && e["tenant_id"] == clinic).ToList();
        var (sql, tables, rows) = chance.Next(6) switch
        {
            0 => (Swapped(one, other, "event_number", "-1"), "ledger_entries", new[] { one, other }),
            1 => (Swapped(one, other, "position", "-1"), "ledger_entries", [one, other]),
            2 => (Swapped(first, second, "seq_id", "-1"), "mt_events", [first, second]),
            3 => (Swapped(one, other, "leaf", null), "ledger_entries", [one, other]),
            4 when stream.Count > 1 => OfStream(Two(chance, stream)),
            _ => (Swapped(first, second, "data", null), "mt_events", [first, second]),
        };
        return new($"{rows[0].Where} and {rows[1].Where} of {tables} swapped: {sql}", sql, [tables], [.. rows.Select(_places.Of)]);

        (string, string, Row[]) OfStream((Row, Row) two) =>
            (Swapped(two.Item1, two.Item2, "version", "-1"), "mt_events", [two.Item1, two.Item2]);
    }

    private Mutation BackDated(Random chance)
    {
        var e = Row(chance, "mt_events");
        var days = chance.Next(1, 400);
        var (_, member, time) = JsonTimes.Of(e["data"]);
        var body =
            $"update mt_events set data = jsonb_set(data, '{{{member}}}', to_jsonb('{time.AddDays(-days):yyyy-MM-ddTHH:mm:ss.fffZ}'::text)) where {e.Where};";
        var column = $"update mt_events set timestamp = timestamp - interval '{days} days' where {e.Where};";
        var (sql, how) = chance.Next(3) switch
        {
            0 => (body, "in its body"),
            1 => (column, "where it is found"),
            _ => (body + column, "in its body and where it is found"),
        };
        return new($"{e["stream_id"]} {e["version"]} back-dated {how}: {sql}", sql, ["mt_events"], _places.Of(e));
    }

    private Mutation WithAnotherSignature(Random chance)
    {
        if (chance.Next(3) == 0)
        {
            var clinic = Row(chance, "signatures")["clinic_id"];
            var (one, other) = Two(chance, [.. record.Rows["signatures"].Where(s => s["clinic_id"] == clinic)]);
            return new("two pictures swapped", Swapped(one, other, "png", null), ["signatures"], _places.Of(one), _places.Of(other));
        }

        var signed = record.Rows["mt_events"].Where(e => e["data"].Contains("\"signature\"", StringComparison.Ordinal)).ToList();
        var (first, second) = Two(chance, signed);
        while (first["tenant_id"] != second["tenant_id"] || Picture(first) == Picture(second))
            (first, second) = Two(chance, signed);
        var sql = WithSignatureOf(first, second) + (chance.Next(2) == 0 ? WithSignatureOf(second, first) : "");
        return new($"the signature of {first.Where} is that of {second.Where}: {sql}", sql, ["mt_events"], _places.Of(first));

        static string Picture(Row e) => JsonTimes.Signature(e["data"]);

        static string WithSignatureOf(Row e, Row of) =>
            $"update mt_events set data = jsonb_set(data, '{{signature}}', '{Picture(of)}'::jsonb) where {e.Where};";
    }

    private List<Row> Entries(string clinic) => [.. record.Rows["ledger_entries"].Where(entry => entry["clinic_id"] == clinic)];

    private string Table(Random chance)
    {
        var tables = record.Rows.Keys.Order(StringComparer.Ordinal).ToList();
        return tables[chance.Next(tables.Count)];
    }

    private Row Row(Random chance, string table)
    {
        // That nothing is counted is the same as no count.
        var rows = record.Rows[table].Where(row => table != "listed_counts" || row["count"] != "0").ToList();
        return rows[chance.Next(rows.Count)];
    }

    private static (Row, Row) Two(Random chance, List<Row> rows)
    {
        var first = chance.Next(rows.Count - 1);
        return (rows[first], rows[chance.Next(first + 1, rows.Count)]);
    }

    private static string Swapped(Row one, Row other, string column, string? meanwhile) =>
        meanwhile is null
            ? one.Update(column, other[column]) + other.Update(column, one[column])
            : one.Update(column, meanwhile)
                + other.Update(column, one[column])
                + $"update {one.Table} set {column} = {other[column]} where {Meanwhile(one, column, meanwhile)};";

    // The row may be found by what has just been changed.
    private static string Meanwhile(Row row, string column, string meanwhile) =>
        row.Columns.Single(c => c.Name == column).IsKey
            ? string.Join(
                " and ",
                row.Columns.Where(c => c.IsKey).Select(c => $"{c.Name} = '{(c.Name == column ? meanwhile : row[c.Name])}'")
            )
            : row.Where;
}
