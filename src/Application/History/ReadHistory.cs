using ClinicNotes.Application.Access;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.History;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;
using FluentValidation;

namespace ClinicNotes.Application.History;

/// <summary>Asks what happened to a session note, its addendums and its sign-offs.</summary>
/// <param name="By">Who asks.</param>
/// <param name="SessionNoteId">The note; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="Which">Which of its events.</param>
/// <param name="Paging">Which page of them.</param>
public sealed record ReadHistory(Actor By, long? SessionNoteId, ReadHistory.Filter Which, GivenPaging Paging) : ICommand
{
    /// <param name="From">The first moment; a date means its start.</param>
    /// <param name="To">The last moment; a date means its end.</param>
    /// <param name="ActorId">Only what this user did.</param>
    /// <param name="Type">Only events of this type.</param>
    /// <param name="Include"><c>reads</c> to have those too.</param>
    public sealed record Filter(GivenText From, GivenText To, GivenId ActorId, GivenText Type, GivenText Include);
}

public sealed class ReadHistoryRules : AbstractValidator<ReadHistory>
{
    public ReadHistoryRules(IEventTypes types)
    {
        RuleFor(q => q.Which.From).MayBeInstant("from");
        RuleFor(q => q.Which.To).MayBeInstant("to");
        RuleFor(q => q.Which.ActorId).MayBeId("actor_id");
        RuleFor(q => q.Which.Type)
            .Refuse("type", type => type.Value is { } name && !types.Names.Contains(name) ? "is no type of event" : null);
        RuleFor(q => q.Which.Include).MayBeOneOf("include", "reads");
        this.MustBePaging(q => q.Paging);
    }
}

public static class ReadHistoryHandler
{
    public static async Task<Outcome> Handle(
        ReadHistory query,
        ReadHistoryRules rules,
        ISessionNoteRegister notes,
        INoteHistory history,
        IUserNames names,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var clinic = query.By.ClinicId;
        if (query.SessionNoteId is not { } note || !await notes.Has(clinic, note, cancellation))
            return Refusal.SessionNoteNotFound;

        var paging = query.Paging.Value;
        var (events, total) = await history.Page(Of(clinic, note, query.Which), paging, cancellation);
        var streams = await history.Streams(
            clinic,
            [.. events.Where(e => e.Event is not SessionNotesRead).Select(e => e.Stream).Distinct()],
            cancellation
        );
        var changes = streams.SelectMany(WithChanges).ToDictionary();
        var actors = await names.Of(clinic, [.. events.Select(e => e.Event.ActorId).OfType<long>().Distinct()], cancellation);
        var reviewed = events.Any(e => e.Event is SignOffRecorded)
            ? ReviewedNote.Of((await history.All(clinic, note, cancellation)).Select(e => e.Event), asOf: null)
            : null;
        return new Outcome.Found(
            new HistoryResponse(
                [.. events.Select(e => HistoryResponse.Step.Of(e, actors, changes.GetValueOrDefault((e.Stream, e.Version), []), reviewed))],
                PaginationResponse.Of(paging, total)
            ),
            Shown.OfNote(ReadKind.History, note)
        );
    }

    private static NoteEvents Of(long clinic, long note, ReadHistory.Filter which) =>
        new(
            clinic,
            note,
            InstantText.First(which.From.Value),
            InstantText.Last(which.To.Value),
            which.ActorId.IfGiven,
            which.Type.Value,
            WithReads: which.Include.Value is not null
        );

    private static IEnumerable<KeyValuePair<(string, long), IReadOnlyList<Change>>> WithChanges(IEnumerable<StoredEvent> stream) =>
        stream.Zip(StreamChanges.Of(stream.Select(e => e.Event)), (e, changes) => KeyValuePair.Create((e.Stream, e.Version), changes));
}
