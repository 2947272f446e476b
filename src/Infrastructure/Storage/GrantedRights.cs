using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>The rights of the role that services run under, held against those that it is to have.</summary>
internal static class GrantedRights
{
    /// <summary>What gives the rights to the role named in it, <c>clinicnotes_service</c>.</summary>
    public static string Script { get; } = DatabaseSchema.Resource("rights.sql");

    // Also what everybody may, and what it may on single columns.
    private const string Rights = """
        select c.relname::text, coalesce(e.grantee::regrole::text, '') || ' ' || e.privilege_type
        from pg_class c cross join lateral aclexplode(c.relacl) e
        where c.relnamespace = 'public'::regnamespace and e.grantee in (0, $1::regrole)
        union all
        select c.relname::text, e.grantee::regrole::text || ' ' || e.privilege_type || ' ' || a.attname
        from pg_class c join pg_attribute a on a.attrelid = c.oid cross join lateral aclexplode(a.attacl) e
        where c.relnamespace = 'public'::regnamespace and e.grantee in (0, $1::regrole)
        """;

    /// <summary>
    /// Gives a role the rights that a service needs, and no others. Nothing where that role owns the tables itself: to take rights from it
    /// would be no more than a gesture.
    /// </summary>
    public static string Of(string role)
    {
        return $"""
            do $rights$ begin
                if current_user <> {Literal(role)} then
                    {Script.Replace("clinicnotes_service", Identifier(role), StringComparison.Ordinal)}
                end if;
            end $rights$
            """;

        static string Literal(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>
    /// Gives the rights, looks whether that changed anything, and takes it back. Where one role owns the tables and runs the service there
    /// is nothing to compare: it may do anything.
    /// </summary>
    public static async Task<IReadOnlyList<string>> Faults(string role, NpgsqlDataSource owner, CancellationToken cancellation)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var before = await Read(role, connection, cancellation);
        await using (var give = new NpgsqlCommand(Of(role), connection))
            await give.ExecuteNonQueryAsync(cancellation);
        var after = await Read(role, connection, cancellation);
        await transaction.RollbackAsync(cancellation);

        after.SymmetricExceptWith(before);
        return
        [
            .. after
                .Select(right => right.Table)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(table => $"The role {role} may do other things with {table} than it is to."),
        ];
    }

    private static async Task<HashSet<(string Table, string Right)>> Read(
        string role,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Rights, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Identifier(role) });
        var rights = new HashSet<(string, string)>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            rights.Add((row.GetString(0), row.GetString(1)));

        return rights;
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
