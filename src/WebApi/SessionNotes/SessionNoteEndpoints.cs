using System.Text.Json;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Retries;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary><c>/v1/clinic/session_notes</c>: the notes of the clinic, which its admins register.</summary>
internal static class SessionNoteEndpoints
{
    private const string Path = "/v1/clinic/session_notes";
    private const string Register = "/v1/admin/clinic/session_notes";

    public static void MapSessionNotes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Path}/{{id}}", Read);
        routes.MapPut($"{Register}/{{id}}", Put);
    }

    private static Task<IResult> Read(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadSessionNote(http.Actor(), PathId.Parse(id), http.Request.Query.Text("as_of")), cancellation);

    private static Task<IResult> Put(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command(
            (actor, body) => Registration(actor, id, body) with { If = http.Request.Precondition() },
            noteId => $"{Path}/{noteId}",
            cancellation
        );

    private static RegisterSessionNote Registration(Actor actor, string id, JsonElement body) =>
        new(actor, PathId.Parse(id), body.Object("session_note") is { } note ? new(note.Id("provider_id")) : null);
}
