using ClinicNotes.Application;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Audit;

/// <summary><c>/audit/notes/{id}/compare?as_of=…&amp;as_of=…</c>: what the service would have answered at two moments, side by side.</summary>
internal static class ComparePages
{
    private const int Most = Paging.LargestPage;

    private static readonly GivenPaging First = new(GivenId.Missing, GivenId.Of(Most));
    private static readonly GivenSorting ById = new(GivenText.Missing, GivenText.Missing);

    public static void MapCompare(this IEndpointRouteBuilder pages) => pages.MapGet("/notes/{id}/compare", Show);

    private static async Task<IResult> Show(HttpContext http, string id, CancellationToken cancellation)
    {
        if (PathId.Parse(id) is not { } note)
            return Answer.Sentence(StatusCodes.Status404NotFound, NotePages.NoSuchNote(id));

        var given = http.Request.Query["as_of"];
        var (first, second) = (given.ElementAtOrDefault(0) ?? "", given.ElementAtOrDefault(1) ?? "");
        var left = await http.At(note, first, cancellation);
        var right = await http.At(note, second, cancellation);
        if (new[] { left.Fault, right.Fault }.OfType<Outcome.Refused>().FirstOrDefault() is { } refused)
            return Answer.To(refused);
        if (left is { Fault: null, Fields: null } && right is { Fault: null, Fields: null })
            return Answer.Sentence(StatusCodes.Status404NotFound, NotePages.NoSuchNote(id));

        var isRight = left.Fault is null && right.Fault is null;
        return RenderedPage.Of<ComparePage>(
            new Comparison(note, left, right),
            isRight ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );
    }

    private static async Task<NoteThen> At(this HttpContext http, long note, string given, CancellationToken cancellation)
    {
        var asOf = given.Length == 0 ? GivenText.Missing : GivenText.Of(given);
        var (by, of) = (http.Actor(), GivenId.Of(note));
        var (missing, signatures) = (GivenText.Missing, GivenText.Of("signatures"));
        var found = await http.Ask(new ReadSessionNote(by, note, asOf), cancellation);
        if (found is Outcome.Refused { Why: Refusal.SessionNoteNotFound })
            return new(given, Fields: null);
        if (found is not Outcome.Found { Response: ReviewedNoteResponse reviewed })
            return new(given, Fields: null, Fault: found);

        var addendums = await http.Ask(new ReadAddendums(by, new(of, missing, signatures, asOf), ById, First), cancellation);
        var signOffs = await http.Ask(
            new ReadSignOffs(by, new(of, GivenId.Missing, missing, missing, missing, signatures, asOf), ById, First),
            cancellation
        );
        if (addendums is not Outcome.Found { Response: AddendumsResponse requested })
            return new(given, Fields: null, Fault: addendums);
        if (signOffs is not Outcome.Found { Response: SignOffsResponse recorded })
            return new(given, Fields: null, Fault: signOffs);

        return new(
            given,
            NoteFields.Of(reviewed, requested.Addendums.Cast<AddendumResponse>(), recorded.SignOffs.Cast<SignOffResponse>()),
            IsWhole: Math.Max(requested.Pagination.TotalCount, recorded.Pagination.TotalCount) <= Most
        );
    }
}
