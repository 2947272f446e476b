using ClinicNotes.Application;

namespace ClinicNotes.Infrastructure.History;

/// <summary>
/// The audit report as PostgreSQL makes it: of $1, the clinic, between $2 and $3, of the user $4 and the type $5. An event of reads comes
/// apart into its reads.
/// </summary>
internal static class ReportQuery
{
    private const string Which = """
        from mt_events e left join lateral jsonb_array_elements(e.data -> 'reads') with ordinality as reads (read, n) on true
        where e.tenant_id = $1 and e.timestamp >= coalesce($2, '-infinity') and e.timestamp <= coalesce($3, 'infinity')
            and ($4::varchar is null or e.user_name = $4)
            and case when $5::varchar is null then e.type <> 'ledger_committed' else e.type = $5 end
            and not starts_with(e.stream_id, 'mt_')
        """;

    // What an actor was called is what the actor's last enrolment until then said. Only those of the page are looked up, unless it is by that
    // that the page is found.
    private const string Name = """
        select data ->> 'name' from mt_events
        where tenant_id = $1 and stream_id = 'user-' || actor_id and type = 'user_enrolled' and timestamp <= recorded_at
        order by version desc limit 1
        """;

    private const string Events = $"""
        select l.position, e.seq_id, n, e.timestamp as recorded_at, e.type, e.stream_id as stream, e.version, e.user_name::bigint as actor_id,
            coalesce(
                e.data ->> 'registered_as', e.data ->> 'requested_as', e.data ->> 'responded_as', e.data ->> 'recorded_as',
                e.data ->> 'revised_as', e.data ->> 'enrolled_as', e.data ->> 'set_as', e.data ->> 'issued_as', e.data ->> 'revoked_as',
                e.data ->> 'read_as'
            ) as actor_role,
            coalesce(
                (select array_agg(note::bigint) from jsonb_array_elements_text(read -> 'session_note_ids') note),
                array_remove(array[(e.data ->> 'session_note_id')::bigint], null)
            ) as session_note_ids,
            (e.data ->> 'user_id')::bigint as user_id, read ->> 'what' as what,
            coalesce(read ->> 'remote_address', e.data ->> 'remote_address') as remote_address,
            coalesce(read ->> 'request_id', e.correlation_id) as request_id
        from (select e.*, read, n {Which}) e left join ledger_entries l on l.event_number = e.seq_id
        """;

    // All other fields are texts, which come in the order of their code points wherever the database was made.
    private static readonly string[] NoTexts = ["position", "recorded_at", "version", "actor_id", "session_note_ids", "user_id"];

    public const string Count = $"select count(*) {Which}";

    /// <summary>The rows after the first $6 of them, $7 at most; those that are equal in the field are in the order of the ledger.</summary>
    /// <param name="sorting">By which field; its name comes from the rules of the query, never from a client.</param>
    public static string Page(Sorting sorting)
    {
        var field = sorting.By == "actor_name" ? $"({Name})" : sorting.By;
        var collation = NoTexts.Contains(sorting.By) ? "" : "collate \"C\"";
        var direction = sorting.Descending ? "desc" : "asc";
        return $"""
            select position, recorded_at, type, stream, version, actor_id, ({Name}), actor_role, session_note_ids, user_id, what,
                remote_address, request_id
            from ({Events}) events
            order by {field} {collation} {direction} nulls last, position {direction}, seq_id {direction}, n {direction} offset $6 limit $7
            """;
    }
}
