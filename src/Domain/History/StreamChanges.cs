using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Domain.History;

/// <summary>What the events of a stream changed: a session note's own, an addendum's or a sign-off's.</summary>
public static class StreamChanges
{
    /// <summary>What each event of a stream changed, given all events of the stream in their order.</summary>
    public static IEnumerable<IReadOnlyList<Change>> Of(IEnumerable<IRecorded> events)
    {
        object? state = null;
        foreach (var e in events)
        {
            var before = state;
            state = Evolve(state, e);
            yield return Change.Between(before, state);
        }
    }

    private static object? Evolve(object? state, IRecorded e) =>
        e switch
        {
            SessionNoteRegistered => SessionNote.Evolve((SessionNote?)state, e),
            AddendumRequested or AddendumResponded => Addendum.Evolve((Addendum?)state, e),
            SignOffRecorded or SignOffRevised => SignOff.Evolve((SignOff?)state, e),
            _ => state,
        };
}
