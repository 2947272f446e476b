using ClinicNotes.Application.Access;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.History;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SessionNotes;

namespace ClinicNotes.Application.History;

/// <summary>Asks for all that ever happened to a session note, its addendums and its sign-offs.</summary>
/// <param name="By">Who asks.</param>
/// <param name="SessionNoteId">The note; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record ReadWholeHistory(Actor By, long? SessionNoteId) : ICommand;

/// <summary>All that happened to a session note, in the order in which it was recorded, as it is stored at one moment.</summary>
/// <param name="ClinicId">The clinic of the note.</param>
/// <param name="SessionNoteId">The note.</param>
/// <param name="Steps">Its events, one or more.</param>
public sealed record WholeHistory(long ClinicId, long SessionNoteId, IReadOnlyList<HistoryResponse.Step> Steps);

public static class ReadWholeHistoryHandler
{
    public static async Task<Outcome> Handle(ReadWholeHistory query, INoteHistory history, IUserNames names, CancellationToken cancellation)
    {
        if (query.By.ActingAs(WhoMay.Audit) is null)
            return Refusal.NotPermitted;
        if (query.SessionNoteId is not { } note)
            return Refusal.SessionNoteNotFound;

        var clinic = query.By.ClinicId;
        var events = await history.All(clinic, note, cancellation);
        if (events.Count == 0)
            return Refusal.SessionNoteNotFound;

        var actors = await names.Of(clinic, [.. events.Select(e => e.Event.ActorId).OfType<long>().Distinct()], cancellation);
        var changes = ChangesOf(events);
        var reviewed = ReviewedNote.Of(events.Select(e => e.Event), asOf: null);
        return new Outcome.Found(
            new WholeHistory(
                clinic,
                note,
                [.. events.Select(e => HistoryResponse.Step.Of(e, actors, changes[(e.Stream, e.Version)], reviewed))]
            ),
            Shown.OfNote(ReadKind.History, note)
        );
    }

    private static Dictionary<(string Stream, long Version), IReadOnlyList<Change>> ChangesOf(IReadOnlyList<StoredEvent> events) =>
        events
            .GroupBy(e => e.Stream)
            .Select(stream => stream.OrderBy(e => e.Version).ToArray())
            .SelectMany(stream => stream.Zip(StreamChanges.Of(stream.Select(e => e.Event))))
            .ToDictionary(change => (change.First.Stream, change.First.Version), change => change.Second);
}
