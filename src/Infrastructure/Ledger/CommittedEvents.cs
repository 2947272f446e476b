using ClinicNotes.Domain;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Picks events of one kind.</summary>
internal static class CommittedEvents
{
    /// <summary>Those of a kind, in their order.</summary>
    public static List<(CommittedEvent Placed, T Event)> OfKind<T>(this IReadOnlyList<CommittedEvent> events)
        where T : IRecorded
    {
        var found = new List<(CommittedEvent, T)>();
        foreach (var placed in events)
        {
            if (placed.Event is T e)
                found.Add((placed, e));
        }

        return found;
    }

    /// <summary>Of each stream the last of a kind, with what it takes along of those before it.</summary>
    /// <param name="events">The events, in their order.</param>
    /// <param name="together">What two of a stream come to, the earlier and the later.</param>
    public static List<(CommittedEvent Placed, T Event)> LastOfEach<T>(this IReadOnlyList<CommittedEvent> events, Func<T, T, T> together)
        where T : IRecorded =>
        [
            .. events
                .OfKind<T>()
                .GroupBy(e => (e.Placed.ClinicId, e.Placed.Stream))
                .Select(stream => stream.Aggregate((before, last) => (last.Placed, together(before.Event, last.Event)))),
        ];
}
