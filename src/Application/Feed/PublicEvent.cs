using System.Globalization;
using System.Text.Json.Serialization;
using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application.Feed;

/// <summary>An event as consumers get it: CloudEvents 1.0 in its JSON format.</summary>
/// <param name="Specversion">Always <c>1.0</c>.</param>
/// <param name="Id">The event's own id, the same at every delivery.</param>
/// <param name="Source">The clinic of this installation.</param>
/// <param name="Type">What happened, such as <c>clinicnotes.addendum.requested.v1</c>.</param>
/// <param name="Subject">The session note, such as <c>session-note-46</c>, if there is one.</param>
/// <param name="Time">When.</param>
/// <param name="Sequence">The position in the clinic's ledger.</param>
/// <param name="Datacontenttype">Always <c>application/json</c>.</param>
/// <param name="Data">What is told of it.</param>
public sealed record PublicEvent(
    string Specversion,
    string Id,
    string Source,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject,
    Instant Time,
    string Sequence,
    string Datacontenttype,
    PublicEvent.Told Data
)
{
    /// <summary>What is told of an event.</summary>
    /// <param name="Stream">What it happened to, such as <c>addendum-39</c>.</param>
    /// <param name="Version">Its number among the events of that, from 1.</param>
    /// <param name="SessionNoteId">The session note, if there is one.</param>
    /// <param name="AddendumId">The addendum, if it is an event of one.</param>
    /// <param name="SignOffId">The sign-off, if it is an event of one.</param>
    /// <param name="Actor">Who did it.</param>
    /// <param name="Changes">The fields that it set, and to what; a signature by its SHA-256 and a link.</param>
    public sealed record Told(
        string Stream,
        long Version,
        long? SessionNoteId,
        long? AddendumId,
        long? SignOffId,
        By Actor,
        IReadOnlyDictionary<string, object?> Changes
    );

    /// <summary>Who did something.</summary>
    /// <param name="Id">The user; <c>null</c> for the operator of the service.</param>
    /// <param name="Role">The role in which it was done; <c>null</c> when the service did it by itself.</param>
    public sealed record By(long? Id, string? Role);

    /// <summary>Translates a stored event.</summary>
    /// <param name="entry">The event and its id.</param>
    /// <param name="source">The clinic of this installation.</param>
    public static PublicEvent Of(FeedEntry entry, FeedSource source)
    {
        var e = entry.Event;
        var (addendum, signOff) = PublicChanges.Ids(e);
        return new(
            "1.0",
            entry.Id,
            source.Name,
            PublicTypes.Of(entry.Type),
            e.SessionNoteId is { } note ? string.Create(CultureInfo.InvariantCulture, $"session-note-{note}") : null,
            e.RecordedAt,
            entry.Position.ToString(CultureInfo.InvariantCulture),
            "application/json",
            new(
                entry.Stream,
                entry.Version,
                e.SessionNoteId,
                addendum,
                signOff,
                new(e.ActorId, e.ActorRole?.Name()),
                PublicChanges.Of(e, source)
            )
        );
    }
}
