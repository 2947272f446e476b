using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>One sequence of ids. What is left of a block when the service stops is never given out.</summary>
internal sealed class IdSequence(NpgsqlDataSource database, string name) : IDisposable
{
    /// <summary>What the sequences increment by.</summary>
    private const int BlockSize = 32;

    private readonly SemaphoreSlim turn = new(1);
    private long next;
    private long end;

    public async ValueTask<long> Next(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (next == end)
            {
                await using var command = database.CreateCommand("select nextval($1::regclass)");
                command.Parameters.Add(new() { Value = name });
                next = (long)(await command.ExecuteScalarAsync(cancellation))!;
                end = next + BlockSize;
            }

            return next++;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
