using System.Diagnostics;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>An append that waits for its turn, and what comes of it.</summary>
internal sealed class Waiting : IDisposable
{
    private readonly TaskCompletionSource<AppendOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _cancelled;
    private int _taken;

    public Waiting(Append append, CancellationToken cancellation)
    {
        Append = append;
        _cancelled = cancellation.UnsafeRegister(
            (waiting, token) =>
            {
                if (((Waiting)waiting!).Take())
                    ((Waiting)waiting)._outcome.SetCanceled(token);
            },
            this
        );
    }

    public Append Append { get; }

    /// <summary>What it is part of, where traces are collected.</summary>
    public Activity? Activity { get; } = Activity.Current;

    /// <summary>What came of it. Cancelled only if nobody had taken it yet.</summary>
    public Task<AppendOutcome> Outcome => _outcome.Task;

    /// <summary>Makes it the caller's to bring to an outcome; false when it is somebody else's, or was cancelled.</summary>
    public bool Take() => Interlocked.Exchange(ref _taken, 1) == 0;

    public void Settle(AppendOutcome outcome) => _outcome.SetResult(outcome);

    public void Fail(Exception failure) => _outcome.SetException(failure);

    public void Dispose() => _cancelled.Dispose();
}
