namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>
/// What a consumer does with what comes, as chance has it: each unusual thing a few times among the first, and then nothing unusual any more.
/// </summary>
internal sealed class Whims<T>
    where T : struct, Enum
{
    private const int Each = 3;
    private const int First = 40;

    private readonly Lock _taking = new();
    private readonly Queue<T> _next;

    /// <param name="chance">What decides.</param>
    public Whims(Random chance)
    {
        var first = Enumerable.Repeat(Enum.GetValues<T>()[1..], Each).SelectMany(unusual => unusual).ToArray();
        first = [.. first, .. new T[First - first.Length]];
        chance.Shuffle(first);
        _next = new(first);
    }

    /// <summary>Whether it has done all that is unusual.</summary>
    public bool AreOver
    {
        get
        {
            lock (_taking)
                return _next.Count == 0;
        }
    }

    /// <summary>The next whim; the first of its kind is the usual.</summary>
    public T Next()
    {
        lock (_taking)
            return _next.TryDequeue(out var whim) ? whim : default;
    }
}
