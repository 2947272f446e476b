using System.Text.Json;
using ClinicNotes.Application;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>/v1/clinic/webhooks</c>: where the clinic's events are delivered to.</summary>
internal static class WebhookEndpoints
{
    private const string Path = "/v1/clinic/webhooks";
    private const string One = $"{Path}/{{id}}";

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Register);
        routes.MapGet(Path, ReadAll);
        routes.MapGet(One, Read);
        routes.MapPost(
            $"{One}/pause",
            (HttpContext http, string id, CancellationToken c) => http.Does(by => new PauseWebhook(by, PathId.Parse(id)), c)
        );
        routes.MapPost(
            $"{One}/resume",
            (HttpContext http, string id, CancellationToken c) => http.Does(by => new ResumeWebhook(by, PathId.Parse(id)), c)
        );
        routes.MapPost(
            $"{One}/rotate",
            (HttpContext http, string id, CancellationToken c) => http.Does(by => new RotateWebhookSecret(by, PathId.Parse(id)), c)
        );
        routes.MapPost(
            $"{One}/test",
            (HttpContext http, string id, CancellationToken c) => http.Does(by => new TestWebhook(by, PathId.Parse(id)), c)
        );
        routes.MapPost($"{One}/replay", Replay);
        routes.MapGet($"{One}/deliveries", ReadDeliveries);
        routes.MapDelete(
            One,
            (HttpContext http, string id, CancellationToken c) => http.Does(by => new DeleteWebhook(by, PathId.Parse(id)), c)
        );
    }

    private static Task<IResult> Register(HttpContext http, CancellationToken cancellation) =>
        http.Command(Registration, id => $"{Path}/{id}", cancellation);

    private static Task<IResult> ReadAll(HttpContext http, CancellationToken cancellation) =>
        http.Query(new ReadWebhooks(http.Actor(), http.Request.Query.Paging()), cancellation);

    private static Task<IResult> ReadDeliveries(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadDeliveries(http.Actor(), PathId.Parse(id), http.Request.Query.Paging()), cancellation);

    private static Task<IResult> Replay(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command((actor, body) => Replaying(actor, id, body), webhook => $"{Path}/{webhook}", cancellation);

    private static Task<IResult> Read(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadWebhook(http.Actor(), PathId.Parse(id)), cancellation);

    private static Task<IResult> Does(this HttpContext http, Func<Actor, ICommand> command, CancellationToken cancellation) =>
        http.Command(command, location: null, cancellation);

    private static RegisterWebhook Registration(Actor actor, JsonElement body) =>
        new(actor, body.Object("webhook") is { } webhook ? new(webhook.Text("url"), webhook.Types("types"), webhook.Text("after")) : null);

    private static ReplayWebhook Replaying(Actor actor, string id, JsonElement body) =>
        new(actor, PathId.Parse(id), body.Object("replay") is { } replay ? new(replay.Text("after")) : null);
}
