using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Whether a connection is that of the role that owns the tables.</summary>
internal static class Ownership
{
    /// <exception cref="InvalidOperationException">It may not delete rows of these tables.</exception>
    public static async Task MustBe(NpgsqlConnection connection, string[] tables, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select bool_and(has_table_privilege(name, 'delete')) from unnest($1) as name",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = tables });
        if (await command.ExecuteScalarAsync(cancellation) is not true)
            throw new InvalidOperationException("ConnectionStrings__Migrations must name the role that owns the tables.");
    }
}
