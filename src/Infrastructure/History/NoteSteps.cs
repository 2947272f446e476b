namespace ClinicNotes.Infrastructure.History;

/// <summary>The events of a session note as a query finds them: of $1, the clinic, and $2, the note's id as text.</summary>
internal static class NoteSteps
{
    public const string Columns = "l.position, e.stream_id, e.version, e.type, e.data, e.correlation_id";

    public const string OfNote = """
        from mt_events e left join ledger_entries l on l.event_number = e.seq_id
        where e.tenant_id = $1 and e.data ->> 'session_note_id' = $2
        """;

    public const string Order = "order by l.position nulls last, e.seq_id";

    private const string Filter = """
        ($3::timestamptz is null or e.timestamp >= $3) and ($4::timestamptz is null or e.timestamp <= $4)
        and ($5::varchar is null or e.user_name = $5) and ($6::varchar is null or e.type = $6)
        """;

    private const string Filtered = $"{OfNote} and {Filter}";

    // An event of reads, found by the notes that were seen, comes apart into one for each read of this note.
    private const string Reads = $"""
        select l.position, e.stream_id, e.version, e.type, e.data || jsonb_build_object('reads', jsonb_build_array(read)),
            read ->> 'request_id', e.seq_id, n
        from mt_events e left join ledger_entries l on l.event_number = e.seq_id
            cross join lateral jsonb_array_elements(e.data -> 'reads') with ordinality as reads (read, n)
        where e.tenant_id = $1 and e.type = 'session_notes_read'
            and jsonb_path_query_array(e.data, '$.reads[*].session_note_ids[*]') @> jsonb_build_array($2::bigint)
            and read -> 'session_note_ids' @> jsonb_build_array($2::bigint) and {Filter}
        """;

    /// <summary>How many there are between $3 and $4, of the user $5 and the type $6.</summary>
    public static string Count(bool withReads) => withReads ? $"select count(*) from ({WithReads}) steps" : $"select count(*) {Filtered}";

    /// <summary>Those after the first $7 of them, $8 at most.</summary>
    public static string Page(bool withReads) =>
        withReads
            ? $"select * from ({WithReads}) steps order by position nulls last, seq_id, n offset $7 limit $8"
            : $"select {Columns} {Filtered} {Order} offset $7 limit $8";

    private const string WithReads = $"select {Columns}, e.seq_id, 0::bigint as n {Filtered} union all {Reads}";
}
