using System.Text.Json;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary><c>/v1/admin/clinic/session_notes</c>: which notes the clinic has.</summary>
internal static class SessionNoteEndpoints
{
    private const string Path = "/v1/admin/clinic/session_notes";

    public static void MapSessionNotes(this IEndpointRouteBuilder routes) => routes.MapPut($"{Path}/{{id}}", Register);

    private static Task<IResult> Register(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command((actor, body) => Registration(actor, id, body), noteId => $"{Path}/{noteId}", cancellation);

    private static RegisterSessionNote Registration(Actor actor, string id, JsonElement body) =>
        new(actor, PathId.Parse(id), body.Object("session_note") is { } note ? new(note.Id("provider_id")) : null);
}
