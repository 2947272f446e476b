namespace ClinicNotes.Application;

/// <summary>An id field as the caller gave it, before anybody judged it.</summary>
public readonly record struct GivenId
{
    private GivenId(GivenKind kind, long value)
    {
        Kind = kind;
        Value = value;
    }

    /// <summary>The largest integer that every JSON reader keeps exactly: 2^53 - 1 (RFC 8259 section 6).</summary>
    public const long Largest = 9_007_199_254_740_991;

    public GivenKind Kind { get; }

    /// <summary>The id; 0 unless one in range was given.</summary>
    public long Value { get; }

    /// <summary>The id; <c>null</c> unless one in range was given.</summary>
    public long? IfGiven => Kind == GivenKind.Given ? Value : null;

    /// <summary>Absent, or <c>null</c>.</summary>
    public static GivenId Missing { get; }

    /// <summary>Something else than an integer.</summary>
    public static GivenId OfAnotherKind { get; } = new(GivenKind.OfAnotherKind, 0);

    /// <summary>An integer below 1 or above <see cref="Largest" />.</summary>
    public static GivenId OutOfRange { get; } = new(GivenKind.OutOfRange, 0);

    /// <summary>The id, or <paramref name="otherwise" /> when none was given.</summary>
    public long ValueOr(long otherwise) => Kind == GivenKind.Missing ? otherwise : Value;

    public static GivenId Of(long id) => id is >= 1 and <= Largest ? new(GivenKind.Given, id) : OutOfRange;
}
