namespace ClinicNotes.Infrastructure.History;

/// <summary>The signature images of $1, the clinic, that several users gave, or that were given on several session notes.</summary>
internal static class SharedSignatureQuery
{
    private const string Shared = """
        select sha256, array_agg(distinct user_name::bigint) filter (where user_name is not null) as users,
            array_agg(distinct note) as notes, min(timestamp) as first_used_at, max(timestamp) as last_used_at
        from (
            select coalesce(data -> 'signature' ->> 'sha256', data -> 'responded_signature' ->> 'sha256') as sha256, user_name,
                (data ->> 'session_note_id')::bigint as note, timestamp
            from mt_events
            where tenant_id = $1 and type in ('addendum_requested', 'addendum_responded', 'sign_off_recorded', 'sign_off_revised')
        ) given
        where sha256 is not null
        group by sha256
        having count(distinct user_name) > 1 or count(distinct note) > 1
        """;

    public const string Count = $"select count(*) from ({Shared}) shared";

    /// <summary>Those after the first $2 of them, $3 at most.</summary>
    public const string Page = $"""
        select sha256, coalesce(users, array[]::bigint[]), cardinality(notes)::bigint, notes[:100], first_used_at, last_used_at from ({Shared}) shared
        order by cardinality(users) desc nulls last, cardinality(notes) desc, sha256 offset $2 limit $3
        """;
}
