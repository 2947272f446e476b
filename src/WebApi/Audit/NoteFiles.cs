using ClinicNotes.Application;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Application.Signatures;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.History;

namespace ClinicNotes.WebApi.Audit;

/// <summary>What the pages of a session note offer beside themselves: its history as a file, its proof pack, and the pictures of signatures.</summary>
internal static class NoteFiles
{
    public static void MapFiles(this IEndpointRouteBuilder pages)
    {
        foreach (var format in HistoryFormat.All)
        {
            pages.MapGet(
                $"/notes/{{id}}/history.{format.Extension}",
                (HttpContext http, string id, CancellationToken ended) => http.Download(format, id, ended)
            );
        }

        pages.MapGet("/notes/{id}/proof", Proof);
        pages.MapGet("/signatures/{sha256}", Signature);
    }

    private static Task<IResult> Proof(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadProof(http.Actor(), new ProofOf.Note(PathId.Parse(id)), GivenText.Missing), cancellation);

    private static Task<IResult> Signature(HttpContext http, string sha256, CancellationToken cancellation) =>
        http.Query(new ReadSignature(http.Actor(), sha256), cancellation);
}
