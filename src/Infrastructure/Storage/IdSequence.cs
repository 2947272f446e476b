using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>One sequence of ids. What is left of a block when the service stops is never given out.</summary>
internal sealed class IdSequence(NpgsqlDataSource database, string name) : IDisposable
{
    /// <summary>What the sequences increment by.</summary>
    private const int BlockSize = 32;

    private readonly SemaphoreSlim _turn = new(1);
    private long _next;
    private long _end;

    public async ValueTask<long> Next(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_next == _end)
            {
                await using var command = database.CreateCommand("select nextval($1::regclass)");
                command.Parameters.Add(new() { Value = name });
                _next = (long)(await command.ExecuteScalarAsync(cancellation))!;
                _end = _next + BlockSize;
            }

            return _next++;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
