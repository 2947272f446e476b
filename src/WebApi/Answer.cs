using System.Text.Json;
using ClinicNotes.Application;
using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.WebApi.Audit;
using ClinicNotes.WebApi.Retries;
using Microsoft.Net.Http.Headers;

namespace ClinicNotes.WebApi;

/// <summary>A response: a status and a body in the documented shape.</summary>
internal sealed class Answer(int status, object body, string? location = null, EntityTag? tag = null) : IResult
{
    /// <summary>What a client is told of what its command came to.</summary>
    /// <param name="outcome">What it came to.</param>
    /// <param name="location">Where something new can be found, given its id.</param>
    public static Answer To(Outcome outcome, Func<long, string>? location = null) =>
        outcome switch
        {
            Outcome.Created created => new(StatusCodes.Status201Created, created.Response, location?.Invoke(created.Id), created.Tag),
            Outcome.Updated updated => new(StatusCodes.Status200OK, updated.Response, tag: updated.Tag),
            Outcome.Found found => new(StatusCodes.Status200OK, found.Response, tag: found.Tag),
            Outcome.Invalid invalid => new(StatusCodes.Status422UnprocessableEntity, new FieldErrors(invalid.Faults)),
            Outcome.Refused refused => To(refused.Why),
            _ => throw new InvalidOperationException($"An outcome that no answer is known for: {outcome.GetType().Name}"),
        };

    /// <summary>What it says: JSON, or what is written as it is.</summary>
    public object Body => body;

    public static Answer Sentence(int status, string sentence) => new(status, new SentenceError(sentence));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (body is Streamed streamed)
            return Write(streamed, httpContext);
        if (AuditPages.IsPage(httpContext) && Message.Of(httpContext, status, body) is { } page)
            return page.ExecuteAsync(httpContext);

        var content = body as Plain ?? Fault(httpContext) ?? Json(body, "application/json; charset=utf-8");
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = content.MediaType;
        response.ContentLength = content.Content.Length;
        if (location is not null)
            response.Headers.Location = location;
        if (tag is not null)
            response.Headers.ETag = tag.Quoted();

        return response.Body.WriteAsync(content.Content, httpContext.RequestAborted).AsTask();
    }

    private Task Write(Streamed streamed, HttpContext http)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = streamed.MediaType;
        http.Response.Headers.ContentDisposition = $"attachment; filename={streamed.FileName}";
        return streamed.Write(http.Response.Body, http.RequestAborted);
    }

    private Plain? Fault(HttpContext http)
    {
        if (body is not (SentenceError or FieldErrors))
            return null;

        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return Problem.Of(http, status, body) is { } problem ? Json(problem, Problem.MediaType) : null;
    }

    private static Plain Json(object content, string mediaType) =>
        new(JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), WireJson.Documented), mediaType);

    /// <summary>What a client is told of a refusal.</summary>
    public static Answer To(Refusal why) =>
        why switch
        {
            Refusal.NotPermitted => Sentence(StatusCodes.Status403Forbidden, Sentences.NotAuthorized),
            Refusal.SessionNoteNotFound => Sentence(StatusCodes.Status404NotFound, "Session note not found"),
            Refusal.AddendumNotFound => Sentence(StatusCodes.Status404NotFound, "Addendum not found"),
            Refusal.SignOffNotFound => Sentence(StatusCodes.Status404NotFound, "Sign-off not found"),
            Refusal.SignatureNotFound => Sentence(StatusCodes.Status404NotFound, "Signature not found"),
            Refusal.UserNotFound => Sentence(StatusCodes.Status404NotFound, "User not found"),
            Refusal.TokenNotFound => Sentence(StatusCodes.Status404NotFound, "Token not found"),
            Refusal.TokenWorksNoLonger => Sentence(StatusCodes.Status409Conflict, "Token works no longer"),
            Refusal.WebhookNotFound => Sentence(StatusCodes.Status404NotFound, "Webhook not found"),
            Refusal.WebhooksNotSetUp => Sentence(StatusCodes.Status503ServiceUnavailable, Sentences.WebhooksNotSetUp),
            Refusal.PreconditionFailed => Sentence(StatusCodes.Status412PreconditionFailed, Sentences.PreconditionFailed),
            Refusal.RequestInFlight => Sentence(StatusCodes.Status409Conflict, Sentences.InFlight),
            Refusal.KeyOfAnotherRequest => Sentence(StatusCodes.Status422UnprocessableEntity, Sentences.KeyOfAnotherRequest),
            Refusal.NotInLedger => Sentence(StatusCodes.Status404NotFound, "Not in the ledger"),
            Refusal.SessionNoteOfAnotherClinic => Sentence(StatusCodes.Status409Conflict, "Session note is registered by another clinic"),
            Refusal.SessionNoteOfAnotherProvider => Sentence(
                StatusCodes.Status409Conflict,
                "Session note is registered, of another provider"
            ),
            _ => throw new InvalidOperationException($"A refusal that no answer is known for: {why}"),
        };
}
