using Microsoft.Extensions.Caching.Memory;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>
/// What the streams used last fold to, at most about 4 MiB of it, so that most decisions need no reading. Another service may have moved a
/// stream on since: an append names the version that it expects, so one that was decided on an old state loses.
/// </summary>
public sealed class StreamStates : IDisposable
{
    /// <summary>What an entry takes in memory besides its text, in bytes.</summary>
    private const int Overhead = 500;

    // All are looked at to make room: rarely, therefore, and then for many.
    private readonly MemoryCache _states = new(new MemoryCacheOptions { SizeLimit = 4 * 1024 * 1024, CompactionPercentage = 0.25 });

    internal Known? Find(StreamKey key) => _states.Get<Known>(key);

    internal Known Keep(StreamKey key, object state, long version, int textLength)
    {
        var size = new MemoryCacheEntryOptions { Size = Overhead + sizeof(char) * textLength };
        return _states.Set(key, new Known(state, version), size);
    }

    internal void Forget(StreamKey key) => _states.Remove(key);

    public void Dispose() => _states.Dispose();

    /// <summary>A state, and the version of the stream that folds to it: <c>null</c> and 0 when there is no such stream.</summary>
    internal sealed record Known(object? State, long Version);
}
