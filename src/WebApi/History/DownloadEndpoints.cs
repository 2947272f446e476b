using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.History;

/// <summary><c>/v1/clinic/session_notes/{id}/history.csv</c> and the like: the whole history of a session note as a file.</summary>
internal static class DownloadEndpoints
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        foreach (var format in HistoryFormat.All)
        {
            routes.MapGet(
                $"/v1/clinic/session_notes/{{id}}/history.{format.Extension}",
                (HttpContext http, string id, CancellationToken ended) => http.Download(format, id, ended)
            );
        }
    }

    /// <summary>The whole history of a session note in a format, as a file.</summary>
    public static async Task<IResult> Download(this HttpContext http, HistoryFormat format, string id, CancellationToken cancellation)
    {
        var outcome = await http.Ask(new ReadWholeHistory(http.Actor(), PathId.Parse(id)), cancellation);
        return Answer.To(outcome is Outcome.Found { Response: WholeHistory history } ? new Outcome.Found(format.Of(history)) : outcome);
    }
}
