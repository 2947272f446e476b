using Npgsql;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>A column, and its type as PostgreSQL writes it.</summary>
internal sealed record Column(string Table, string Name, string Type, bool IsNullable, bool IsKey);

/// <summary>A row, its values as PostgreSQL writes them.</summary>
internal sealed record Row(IReadOnlyList<Column> Columns, IReadOnlyList<string?> Values)
{
    public string Table => Columns[0].Table;

    public string this[string column] => Find(column).ShouldNotBeNull();

    /// <summary>Finds this row and no other.</summary>
    public string Where => string.Join(" and ", Columns.Zip(Values).Where(cell => cell.First.IsKey).Select(Equal));

    public string? Find(string column) => Values[Columns.Index().Single(c => c.Item.Name == column).Index];

    public long Number(string column) => long.Parse(this[column], null);

    /// <summary>Inserts it with other values.</summary>
    public string Insert(params (string Column, string? Value)[] other)
    {
        var values = Columns.Zip(Values).Select(cell => Literal(cell.First.Type, Other(cell.First.Name, cell.Second)));
        return $"insert into {Table} ({string.Join(", ", Columns.Select(c => c.Name))}) values ({string.Join(", ", values)});";

        string? Other(string column, string? value) =>
            other.Any(o => o.Column == column) ? other.Single(o => o.Column == column).Value : value;
    }

    public string Update(string column, string? value) =>
        $"update {Table} set {column} = {Literal(Columns.Single(c => c.Name == column).Type, value)} where {Where};";

    public string Delete() => $"delete from {Table} where {Where};";

    public static string Literal(string type, string? value) => value is null ? $"null::{type}" : $"'{value.Replace("'", "''")}'::{type}";

    private static string Equal((Column Column, string? Value) cell) => $"{cell.Column.Name} = {Literal(cell.Column.Type, cell.Value)}";
}

/// <summary>All that is stored of the record, read once.</summary>
internal sealed class StoredRecord
{
    private const string AllColumns = """
        select c.table_name, c.column_name, format_type(a.atttypid, null), c.is_nullable = 'YES', exists (
            select from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any (i.indkey::int2[])
        )
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            join pg_attribute a on a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and a.attname = c.column_name
        where t.table_schema = 'public' and t.table_type = 'BASE TABLE' order by c.table_name, c.ordinal_position
        """;

    private StoredRecord(IReadOnlyList<Column> columns, Dictionary<string, List<Row>> rows) => (Columns, Rows) = (columns, rows);

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>By table, in an order that is the same for the same rows.</summary>
    public IReadOnlyDictionary<string, List<Row>> Rows { get; }

    public static async Task<IReadOnlyList<string>> Tables(NpgsqlConnection connection) =>
        [.. (await ReadColumns(connection)).Select(column => column.Table).Distinct()];

    public static async Task<StoredRecord> Read(NpgsqlConnection connection)
    {
        var (record, rows) = (await ReadColumns(connection), new Dictionary<string, List<Row>>());
        foreach (var table in record.GroupBy(column => column.Table))
        {
            Column[] ofTable = [.. table];
            var keys = string.Join(", ", ofTable.Where(column => column.IsKey).Select(column => column.Name));
            rows[table.Key] = await Read(
                connection,
                $"select {string.Join(", ", ofTable.Select(column => $"{column.Name}::text"))} from {table.Key} order by {keys}",
                r => new Row(ofTable, [.. Enumerable.Range(0, ofTable.Length).Select(i => r.IsDBNull(i) ? null : r.GetString(i))])
            );
            rows[table.Key].ShouldNotBeEmpty($"Nothing is in {table.Key}: is it of the record?");
        }

        return new(record, rows);
    }

    private static async Task<List<Column>> ReadColumns(NpgsqlConnection connection)
    {
        var columns = await Read(
            connection,
            AllColumns,
            r => new Column(r.GetString(0), r.GetString(1), r.GetString(2), r.GetBoolean(3), r.GetBoolean(4))
        );
        return [.. columns.Where(column => !Unrecorded.Tables.ContainsKey(column.Table))];
    }

    private static async Task<List<T>> Read<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<T>();
        while (await row.ReadAsync(TestContext.Current.CancellationToken))
            all.Add(read(row));
        return all;
    }
}
