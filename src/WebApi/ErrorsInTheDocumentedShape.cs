using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace ClinicNotes.WebApi;

/// <summary>Gives every error that no endpoint answers itself the documented shape, and says nothing of what is inside.</summary>
internal static class ErrorsInTheDocumentedShape
{
    public static void UseErrorsInTheDocumentedShape(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = Failed,
                SuppressDiagnosticsCallback = context => IsOfClient(context.Exception),
            }
        );
        app.UseStatusCodePages(context => Routeless(context.HttpContext));
    }

    private static Task Routeless(HttpContext http) =>
        http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Write(http, Sentences.NoSuchRoute),
            StatusCodes.Status405MethodNotAllowed => Write(http, Sentences.NoSuchMethod),
            _ => Write(http, Sentences.BadRequest),
        };

    private static Task Failed(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (error is BadHttpRequestException bad)
        {
            http.Response.StatusCode = bad.StatusCode;
            return Write(http, Sentences.BadRequest);
        }

        if (error is ConnectionResetException)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return Task.CompletedTask;
        }

        if (Unavailable.Is(error))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "1";
            return Write(http, Sentences.Unavailable);
        }

        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Write(http, DamageIn(http) is { } damage ? Sentences.DoesNotHold(damage.Message) : Sentences.Failed);
    }

    /// <summary>What was found to be damaged in the database; <c>null</c> when that is not why the request has failed.</summary>
    public static DamagedRecordException? DamageIn(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>()?.Error as DamagedRecordException;

    /// <summary>What a client did wrong, or that it went away, is no failure of the service.</summary>
    private static bool IsOfClient(Exception error) => error is BadHttpRequestException or ConnectionResetException;

    private static Task Write(HttpContext http, string sentence) => Answer.Sentence(http.Response.StatusCode, sentence).ExecuteAsync(http);
}
