namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The rows of a list, held against the events.</summary>
/// <param name="Name">What it is called in words.</param>
/// <param name="Wrong">
/// The streams, of one clinic or of all, whose row is missing, is of no stream, or is not what the events say. A stream with an event that has
/// no position yet is left out: its row is still to come.
/// </param>
/// <param name="Differing">Of given streams those whose row is not what their events say.</param>
/// <param name="Corrected">Makes it so.</param>
/// <param name="WithoutEvents">Rows of no stream, as streams: some of them.</param>
/// <param name="Removed">Removes the rows of given streams, unless these have events after all.</param>
internal sealed record ListRows(string Name, string Wrong, string Differing, string Corrected, string WithoutEvents, string Removed)
{
    /// <summary>By how much which counts are wrong, at one moment.</summary>
    public const string Miscounts = """
        with counted as (
            select clinic_id, case when responded then 'responded_addendums' else 'open_addendums' end as list, count(*) as count
            from listed_addendums group by 1, 2
            union all
            select clinic_id, 'sign_offs', count(*) from listed_sign_offs group by 1
        )
        select clinic_id, list, coalesce(counted.count, 0) - coalesce(c.count, 0)
        from counted full join listed_counts c using (clinic_id, list)
        where ($1 is null or clinic_id = $1) and coalesce(counted.count, 0) <> coalesce(c.count, 0)
        """;

    /// <summary>Changes counts by so much: others may have changed them since.</summary>
    public const string Recounted = """
        insert into listed_counts as c select * from unnest($1, $2, $3)
        on conflict (clinic_id, list) do update set count = c.count + excluded.count
        """;

    public static IReadOnlyList<ListRows> All { get; } =
    [
        Of(
            "addendums",
            "listed_addendums",
            "addendums_at",
            "addendum-",
            "session_note_id",
            "responded",
            "created_at",
            "updated_at",
            "version"
        ),
        Of(
            "sign-offs",
            "listed_sign_offs",
            "sign_offs_at",
            "sign-off-",
            "session_note_id",
            "reviewer_id",
            "review_date",
            "created_at",
            "updated_at",
            "version"
        ),
    ];

    private static ListRows Of(string name, string table, string told, string prefix, params string[] columns)
    {
        var events = $"""
            from (select distinct clinic, stream from unnest($1, $2) as given (clinic, stream) where starts_with(stream, '{prefix}')) s
                cross join lateral (select * from {told}('infinity') where clinic_id = s.clinic and stream = s.stream offset 0) e
            """;
        var ofEvents = string.Join(", ", columns.Select(column => $"e.{column}"));
        var ofRow = string.Join(", ", columns.Select(column => $"l.{column}"));
        return new(
            name,
            $"""
            select coalesce(e.clinic_id, l.clinic_id), coalesce(e.stream, '{prefix}' || l.id), e.id is not null, l.id is not null
            from (select * from {told}('infinity') where $1 is null or clinic_id = $1) e
                full join (select * from {table} where $1 is null or clinic_id = $1) l on l.clinic_id = e.clinic_id and l.id = e.id
            where (l.clinic_id, {ofRow}) is distinct from (e.clinic_id, {ofEvents}) and not exists (
                select from mt_events waiting where tenant_id = e.clinic_id and stream_id = e.stream
                    and not exists (select from ledger_entries where event_number = waiting.seq_id)
            )
            order by 1, 2
            """,
            $"""
            select e.clinic_id, e.stream {events} left join {table} l on l.clinic_id = e.clinic_id and l.id = e.id
            where (l.clinic_id, {ofRow}) is distinct from (e.clinic_id, {ofEvents})
            """,
            $"""
            insert into {table} (clinic_id, id, {string.Join(", ", columns)}) select e.clinic_id, e.id, {ofEvents} {events}
            on conflict (clinic_id, id) do update set {string.Join(", ", columns.Select(column => $"{column} = excluded.{column}"))}
            """,
            $"""
            select clinic_id, '{prefix}' || id from {table} l where ($1 is null or clinic_id = $1)
                and not exists (select from mt_events where tenant_id = l.clinic_id and stream_id = '{prefix}' || l.id)
            limit 5000
            """,
            $"""
            delete from {table} l using unnest($1, $2) as given (clinic, stream)
            where l.clinic_id = clinic and '{prefix}' || l.id = stream
                and not exists (select from mt_events where tenant_id = clinic and stream_id = stream)
            """
        );
    }
}
