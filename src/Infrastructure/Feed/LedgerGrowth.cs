using System.Collections.Concurrent;
using System.Globalization;
using ClinicNotes.Infrastructure.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClinicNotes.Infrastructure.Feed;

/// <summary>
/// Tells those who wait for it that a clinic's ledger has grown, whichever service keeps it: PostgreSQL notifies, over one connection for all
/// of them, which is made when there is first somebody who waits. Where it does not, they look from time to time.
/// </summary>
/// <param name="database">Where that connection is made.</param>
/// <param name="lifetime">Nobody waits longer than the service runs.</param>
/// <param name="logger">Told when the connection is lost.</param>
internal sealed partial class LedgerGrowth(NpgsqlDataSource database, IHostApplicationLifetime lifetime, ILogger<LedgerGrowth> logger)
    : IAsyncDisposable
{
    /// <summary>A notification can only be missed while the connection is being made anew.</summary>
    private static readonly TimeSpan GlanceWhileNotified = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GlanceOtherwise = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenSignsOfLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, LedgerEnd> _ends = new();
    private readonly LedgerEnd _any = new();
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
    private readonly Lock _beginning = new();
    private Task? _listening;
    private volatile bool _isNotified;

    /// <summary>How often a ledger, whichever, has been seen to grow.</summary>
    public long Times => _any.Position;

    /// <summary>Waits until any ledger has grown since, or may have, and no longer than that.</summary>
    public Task Any(long since, TimeSpan atMost, CancellationToken cancellation)
    {
        BeginToListen();
        return Wait(_any.Beyond(since), _isNotified ? atMost : GlanceOtherwise, cancellation);
    }

    /// <summary>Waits until a clinic's ledger has, or may have, entries after a position.</summary>
    public Task<bool> Beyond(string clinic, long position, CancellationToken cancellation)
    {
        BeginToListen();
        return Wait(EndOf(clinic).Beyond(position), _isNotified ? GlanceWhileNotified : GlanceOtherwise, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await (_listening ?? Task.CompletedTask);
        _ending.Dispose();
        await database.DisposeAsync();
    }

    /// <summary>Says whether it is worth looking: not when the waiting was cancelled, or the service is about to end.</summary>
    private async Task<bool> Wait(Task growth, TimeSpan patience, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        await growth.WaitAsync(patience, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !over.IsCancellationRequested;
    }

    private LedgerEnd EndOf(string clinic) => _ends.GetOrAdd(clinic, _ => new());

    private void BeginToListen()
    {
        lock (_beginning)
            _listening ??= Task.Run(() => Listen(_ending.Token));
    }

    private async Task Listen(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await ListenOnce(ending);
            }
            catch (Exception failure)
            {
                if (!ending.IsCancellationRequested)
                    Failed(logger, failure);
            }

            _isNotified = false;
            await Task.Delay(AfterFailure, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenOnce(CancellationToken ending)
    {
        await using var connection = await database.OpenConnectionAsync(ending);
        connection.Notification += (_, notification) => Grew(notification.Payload);
        await using var listen = new NpgsqlCommand($"listen {LedgerRows.Channel}", connection);
        await listen.ExecuteNonQueryAsync(ending);
        _isNotified = true;
        foreach (var end in _ends.Values)
            end.IsUnknown();

        await using var signOfLife = new NpgsqlCommand("select 1", connection);
        while (true)
        {
            if (!await connection.WaitAsync(BetweenSignsOfLife, ending))
                await signOfLife.ExecuteScalarAsync(ending);
        }
    }

    private void Grew(string payload)
    {
        var parts = payload.Split(' ');
        EndOf(parts[0]).Is(long.Parse(parts[1], CultureInfo.InvariantCulture));
        _any.IsOneMore();
    }

    [LoggerMessage(LogLevel.Warning, "PostgreSQL does not tell of new events at the moment: who waits for them looks from time to time.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
