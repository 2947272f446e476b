using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Audit;

/// <summary><c>/audit/notes/{id}</c>: a session note's life, step by step, with proofs of the steps that are asked for.</summary>
internal static class NotePages
{
    private const string EveryStep = "all";

    public static void MapNotes(this IEndpointRouteBuilder pages) => pages.MapGet("/notes/{id}", Show);

    private static async Task<IResult> Show(HttpContext http, string id, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var which = new ReadHistory.Filter(
            query.Filled("from"),
            query.Filled("to"),
            query.FilledId("actor_id"),
            query.Filled("type"),
            query.Filled("include")
        );
        var note = PathId.Parse(id);
        var outcome = await http.Ask(new ReadHistory(http.Actor(), note, which, query.Paging()), cancellation);
        if (outcome is Outcome.Refused { Why: Domain.Refusal.SessionNoteNotFound })
            return Answer.Sentence(StatusCodes.Status404NotFound, NoSuchNote(id));
        if (outcome is Outcome.Refused)
            return Answer.To(outcome);

        // All of it is in the history, which is recorded as read.
        var now = await http.Bus().Command(new ReadSessionNote(http.Actor(), note, GivenText.Missing), cancellation);
        if (now is not Outcome.Found { Response: ReviewedNoteResponse reviewed })
            return Answer.To(now);

        var history = outcome is Outcome.Found { Response: HistoryResponse found } ? found : null;
        var model = new NoteModel(
            reviewed,
            history,
            (outcome as Outcome.Invalid)?.Faults,
            await http.Proofs(history, query["proof"].ToString(), cancellation),
            PageLinks.Of(http.Request)
        );
        return RenderedPage.Of<NotePage>(model, history is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    public static string NoSuchNote(string id) => $"There is no session note {id} in your clinic.";

    private static async Task<IReadOnlyDictionary<long, VerifiedEvent>> Proofs(
        this HttpContext http,
        HistoryResponse? history,
        string wanted,
        CancellationToken cancellation
    )
    {
        var proofs = new Dictionary<long, VerifiedEvent>();
        var positions = history?.Events.Select(step => step.Position).OfType<long>().Distinct() ?? [];
        foreach (
            var position in positions.Where(position => wanted == EveryStep || wanted == position.ToString(CultureInfo.InvariantCulture))
        )
        {
            var outcome = await http.Bus().Command(new VerifyPosition(http.Actor(), GivenId.Of(position)), cancellation);
            if (outcome is Outcome.Found { Response: VerifiedEvent verified })
                proofs[position] = verified;
        }

        return proofs;
    }
}

/// <param name="Note">What the note is like now.</param>
/// <param name="History">What happened to it; <c>null</c> when the filter is not right.</param>
/// <param name="Faults">What is wrong with the filter.</param>
/// <param name="Proofs">What came of verifying, by the positions for which that was asked.</param>
/// <param name="Links">The address of the page.</param>
public sealed record NoteModel(
    ReviewedNoteResponse Note,
    HistoryResponse? History,
    IDictionary<string, string[]>? Faults,
    IReadOnlyDictionary<long, VerifiedEvent> Proofs,
    PageLinks Links
);
