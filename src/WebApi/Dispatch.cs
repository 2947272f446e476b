using System.Text.Json;
using ClinicNotes.Application;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
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
        var (body, fault) = await JsonBody.Read(http.Request, cancellation);
        if (fault is not null)
            return fault;

        using (body)
        {
            return Answer.To(await http.Bus().Command(command(http.Actor(), body!.RootElement), cancellation), location);
        }
    }

    /// <summary>Answers what is asked without a body.</summary>
    public static Task<IResult> Query(this HttpContext http, ICommand query, CancellationToken cancellation) =>
        http.Query(query, location: null, cancellation);

    /// <summary>Answers what is asked without a body, and may make something new.</summary>
    public static async Task<IResult> Query(
        this HttpContext http,
        ICommand query,
        Func<long, string>? location,
        CancellationToken cancellation
    ) => Answer.To(await http.Bus().Command(query, cancellation), location);

    /// <summary>Hands a command to its handler.</summary>
    public static Task<Outcome> Command(this IMessageContext bus, ICommand command, CancellationToken cancellation) =>
        bus.InvokeAsync<Outcome>(command, cancellation);

    private static IMessageContext Bus(this HttpContext http)
    {
        var bus = http.RequestServices.GetRequiredService<IMessageContext>();
        bus.CorrelationId = http.TraceIdentifier;
        return bus;
    }
}
