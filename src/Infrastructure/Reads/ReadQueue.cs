using System.Threading.Channels;
using ClinicNotes.Application.Reads;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>Reads in the order in which they came, until they are recorded.</summary>
/// <param name="clock">Says when they were.</param>
/// <param name="beforeTheAnswer">Whether each reader waits until the read is recorded.</param>
internal sealed class ReadQueue(IClock clock, bool beforeTheAnswer) : IReadRecords
{
    /// <summary>How many may wait, in some 20 MB: reads of many minutes, while nothing can be recorded.</summary>
    private const int Longest = 50_000;

    private readonly Channel<WaitingRead> _queue = Channel.CreateBounded<WaitingRead>(
        new BoundedChannelOptions(Longest) { SingleReader = true }
    );

    public bool BeforeTheAnswer => beforeTheAnswer;

    public int Length => _queue.Reader.Count;

    public ValueTask Record(Actor by, Shown shown, string? remoteAddress, string requestId, CancellationToken cancellation)
    {
        var role = by.ActingAs(shown.What.WhoMay()) ?? throw new InvalidOperationException("Shown to somebody who may not see it.");
        var at = Moment.Of(clock.GetCurrentInstant());
        var read = new Read(shown.What, shown.Id, shown.SessionNoteIds, at, remoteAddress, requestId);
        var recorded = beforeTheAnswer ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        if (!_queue.Writer.TryWrite(new WaitingRead(Tenant.Of(by.ClinicId), by.UserId, role, read, recorded)))
            throw new TimeoutException($"{Longest} reads wait to be recorded already.");

        return recorded is null ? ValueTask.CompletedTask : new ValueTask(recorded.Task.WaitAsync(cancellation));
    }

    /// <summary>Waits until there is something to take; false when there never will be again.</summary>
    public ValueTask<bool> Wait() => _queue.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Lets reads gather for so long; not at all when enough are there already.</summary>
    public Task Gather(TimeSpan length, int enough, CancellationToken cancellation) =>
        Length >= enough ? Task.CompletedTask : Task.Delay(length, cancellation);

    /// <summary>Takes what is there, in its order, up to so many.</summary>
    public IReadOnlyList<WaitingRead> Take(int atMost)
    {
        var taken = new List<WaitingRead>();
        while (taken.Count < atMost && _queue.Reader.TryRead(out var next))
            taken.Add(next);

        return taken;
    }

    /// <summary>Takes in nothing more.</summary>
    public void Close() => _queue.Writer.TryComplete();
}
