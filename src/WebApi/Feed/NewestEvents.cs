namespace ClinicNotes.WebApi.Feed;

/// <summary>
/// The newest events of a clinic, read once and written once for all who follow its feed here. Only so many are kept: who is too slow for them
/// reads the feed by itself, at its own pace, until it is back here.
/// </summary>
internal sealed class NewestEvents
{
    public const int MostKept = 1_024;
    public const int MostBytes = 1 << 20;

    private readonly Lock _lock = new();
    private readonly List<EventFrame> _kept = [];
    private int _bytes;
    private TaskCompletionSource _change = New();

    /// <summary>The last position that was read; <c>null</c> while that is not known.</summary>
    public long? End { get; private set; }

    /// <summary>Whether nobody reads any longer: the service is about to end.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Completes when there may be more, and every second anyway.</summary>
    public Task Change
    {
        get
        {
            lock (_lock)
                return _change.Task;
        }
    }

    /// <summary>The events after a position; <c>null</c> where they are not all kept, or none has been read as far as that.</summary>
    public IReadOnlyList<EventFrame>? After(long position)
    {
        lock (_lock)
        {
            if (End is not { } end || position < end - _kept.Count || position > end)
                return null;

            var count = (int)(end - position);
            return _kept.GetRange(_kept.Count - count, count);
        }
    }

    /// <summary>Keeps what follows <see cref="End" />, and wakes who waits.</summary>
    public void Add(IReadOnlyList<EventFrame> frames)
    {
        lock (_lock)
        {
            _kept.AddRange(frames);
            _bytes += frames.Sum(frame => frame.Bytes.Length);
            End = frames is [] ? End : frames[^1].Position;
            var gone = 0;
            while (_kept.Count - gone > MostKept || _bytes > MostBytes)
                _bytes -= _kept[gone++].Bytes.Length;

            _kept.RemoveRange(0, gone);
        }

        Wake();
    }

    /// <summary>Begins anew after a position; <c>null</c> where that is not known.</summary>
    public void BeginAfter(long? position)
    {
        lock (_lock)
        {
            _kept.Clear();
            (_bytes, End) = (0, position);
        }

        Wake();
    }

    /// <summary>Nothing comes any more.</summary>
    public void Finish()
    {
        IsOver = true;
        Wake();
    }

    private void Wake()
    {
        TaskCompletionSource change;
        lock (_lock)
            (change, _change) = (_change, New());

        change.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
