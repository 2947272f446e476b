using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Application.SignOffs;

/// <summary>An event of a session note as the caller named it, before anybody judged it.</summary>
/// <param name="Kind">What kind of value was given.</param>
/// <param name="Value">The event; <c>null</c> unless a stream and a version were given.</param>
public readonly record struct GivenEvent(GivenKind Kind, CoveredEvent? Value)
{
    /// <summary>Absent, or <c>null</c>.</summary>
    public static GivenEvent Missing { get; }

    /// <summary>Something else than an object with a text <c>stream</c> and an integer <c>version</c> from 1.</summary>
    public static GivenEvent OfAnotherKind { get; } = new(GivenKind.OfAnotherKind, null);

    public static GivenEvent Of(GivenText stream, GivenId version) =>
        stream.FaultAsText() is null && stream.Value is { } key && version.IfGiven is { } number
            ? new(GivenKind.Given, new CoveredEvent(key, number))
            : OfAnotherKind;
}
