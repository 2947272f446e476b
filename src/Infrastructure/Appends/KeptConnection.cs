using System.Data;
using Npgsql;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>
/// A connection that one writer keeps from group to group. A pool hands out its connections in turn, and what PostgreSQL holds for each has
/// left the caches of the processors when its turn comes again.
/// </summary>
internal sealed class KeptConnection(NpgsqlDataSource database) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>The connection kept, or another if there is none or it broke.</summary>
    public async ValueTask<NpgsqlConnection> Open()
    {
        if (_connection is { State: not ConnectionState.Open })
            await DisposeAsync();

        // Whoever asked may go away meanwhile: that must not disturb the others of a group.
        return _connection ??= await database.OpenConnectionAsync(CancellationToken.None);
    }

    /// <summary>Gives it back to the pool; the next is opened as it is needed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
