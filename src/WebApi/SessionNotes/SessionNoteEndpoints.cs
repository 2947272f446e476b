using System.Text.Json;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary><c>/v1/admin/clinic/session_notes</c>: which notes the clinic has.</summary>
internal static class SessionNoteEndpoints
{
    public static void MapSessionNotes(this IEndpointRouteBuilder routes) => routes.MapPut("/v1/admin/clinic/session_notes/{id}", Register);

    private static Task<IResult> Register(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command((actor, body) => Registration(actor, id, body), noteId => $"/v1/clinic/session_notes/{noteId}", cancellation);

    private static RegisterSessionNote Registration(Actor actor, string id, JsonElement body) =>
        new(actor, PathId.Parse(id), body.Object("session_note") is { } note ? new(note.Id("provider_id")) : null);
}
