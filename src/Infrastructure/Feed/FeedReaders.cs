using System.Collections.Concurrent;
using ClinicNotes.Application.Feed;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClinicNotes.Infrastructure.Feed;

/// <summary>Knows who reads an event stream here, asks each how far it is, and has the other services on the database know it.</summary>
internal sealed partial class FeedReaders(NpgsqlDataSource database, ILogger<FeedReaders> logger) : BackgroundService, IFeedReaders
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(2);

    private readonly Guid _service = Guid.NewGuid();
    private readonly ConcurrentDictionary<Place, (long ClinicId, Func<FeedReading> Now)> _readers = new();

    public IDisposable Add(long clinicId, Func<FeedReading> now)
    {
        var place = new Place(this);
        _readers[place] = (clinicId, now);
        return place;
    }

    public async Task<IReadOnlyList<FeedReading>> Of(long clinicId, CancellationToken cancellation)
    {
        var here = _readers.Values.Where(reader => reader.ClinicId == clinicId).Select(reader => reader.Now());
        var elsewhere = await ReaderRows.Of(clinicId, besides: _service, database, cancellation);
        return [.. here.Concat(elsewhere).OrderBy(reading => reading.Since)];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wereThere = false; !stoppingToken.IsCancellationRequested; )
        {
            await Task.Delay(BetweenNotes, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var readers = _readers.Values.Select(reader => (reader.ClinicId, reader.Now())).ToList();
            if (readers is [] && !wereThere)
                continue;

            try
            {
                await ReaderRows.Note(_service, readers, database, stoppingToken);
                wereThere = readers is not [];
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure);
            }
        }
    }

    private sealed class Place(FeedReaders readers) : IDisposable
    {
        public void Dispose() => readers._readers.TryRemove(this, out _);
    }

    [LoggerMessage(LogLevel.Warning, "Who reads event streams here cannot be noted at the moment: other services do not show them.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
