using System.Text.Json;
using ClinicNotes.Application;
using ClinicNotes.Application.Reads;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Reads;
using ClinicNotes.WebApi.Retries;
using ClinicNotes.WebApi.Running;
using Wolverine;

namespace ClinicNotes.WebApi;

/// <summary>The way of a request: its body becomes a command, the command an outcome, the outcome an answer.</summary>
internal static class Dispatch
{
    /// <param name="http">The request.</param>
    /// <param name="command">Makes the command of who asks and what the body says.</param>
    /// <param name="location">Where something new can be found, given its id.</param>
    /// <param name="cancellation">Cancelled when the client goes away.</param>
    public static async Task<IResult> Command<TCommand>(
        this HttpContext http,
        Func<Actor, JsonElement, TCommand> command,
        Func<long, string> location,
        CancellationToken cancellation
    )
        where TCommand : ICommand
    {
        var (body, bytes, fault) = await JsonBody.Read(http.Request, cancellation);
        if (fault is not null)
            return fault;
        if (http.Request.FaultOfPreconditions() is { } noTags)
            return noTags;

        using (body)
        {
            return await http.Do(() => command(http.Actor(), body!.RootElement), bytes, location, cancellation);
        }
    }

    /// <summary>Does what is asked without a body.</summary>
    public static Task<IResult> Command(
        this HttpContext http,
        Func<Actor, ICommand> command,
        Func<long, string>? location,
        CancellationToken cancellation
    ) => http.Do(() => command(http.Actor()), body: default, location, cancellation);

    /// <summary>Answers what is asked without changing anything: nothing, if the client has the answer already.</summary>
    public static async Task<IResult> Query(this HttpContext http, ICommand query, CancellationToken cancellation)
    {
        if (http.Request.FaultOfPreconditions() is { } noTags)
            return noTags;

        var outcome = await http.Ask(query, cancellation);
        if (outcome is not Outcome.Found found || http.Request.Precondition() is not { } wanted)
            return Answer.To(outcome);

        return wanted.Lacks(exists: true, found.Tag) ? Answer.To(Refusal.PreconditionFailed)
            : wanted.Has(exists: true, found.Tag) ? new NotModified(found.Tag)
            : Answer.To(outcome);
    }

    /// <summary>What a question comes to. What of session notes it shows is recorded as read.</summary>
    public static async Task<Outcome> Ask(this HttpContext http, ICommand query, CancellationToken cancellation)
    {
        var outcome = await http.Bus().Command(query, cancellation);
        if (outcome is Outcome.Found { Shown: { } shown })
        {
            var records = http.RequestServices.GetRequiredService<IReadRecords>();
            await records.Record(query.By, shown, http.RemoteAddress(), http.TraceIdentifier, cancellation);
        }

        return outcome;
    }

    /// <summary>Hands a command to its handler.</summary>
    public static Task<Outcome> Command(this IMessageContext bus, ICommand command, CancellationToken cancellation) =>
        bus.InvokeAsync<Outcome>(command, cancellation).Counted(command);

    /// <summary>The way to the handlers, in the name of the request.</summary>
    public static IMessageContext Bus(this HttpContext http)
    {
        var bus = http.RequestServices.GetRequiredService<IMessageContext>();
        bus.CorrelationId = http.TraceIdentifier;
        return bus;
    }
}
