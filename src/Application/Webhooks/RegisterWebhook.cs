using ClinicNotes.Application.Feed;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Has the clinic's events delivered to an address. The answer shows the secret that signs, and nothing else ever does.</summary>
public sealed record RegisterWebhook(Actor By, RegisterWebhook.Fields? Webhook) : ICommand
{
    /// <param name="Url">Where to.</param>
    /// <param name="Types">Only events of these public types; of all unless given.</param>
    /// <param name="After">After which position; the beginning unless given.</param>
    public sealed record Fields(GivenText Url, GivenTypes Types, GivenText After);
}

public sealed class RegisterWebhookRules : AbstractValidator<RegisterWebhook>
{
    public RegisterWebhookRules(AllowedTargets allowed)
    {
        RuleFor(c => c.Webhook)
            .MustBeGiven(
                "webhook",
                () =>
                {
                    RuleFor(c => c.Webhook!.Url)
                        .Refuse("url", url => url.FaultAsText() ?? url.FaultIfMissing() ?? WebhookTarget.FaultOf(url.Value!, allowed));
                    RuleFor(c => c.Webhook!.Types).Refuse("types", types => types.Fault());
                    RuleFor(c => c.Webhook!.After).Refuse("after", GivenPosition.Fault);
                }
            );
    }
}

public static class RegisterWebhookHandler
{
    public static async Task<Outcome> Handle(
        RegisterWebhook command,
        RegisterWebhookRules rules,
        IPublicIds ids,
        IEventStreams streams,
        IEventFeed feed,
        IWebhookSecrets secrets,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;
        if (!secrets.CanKeep)
            return Refusal.WebhooksNotSetUp;

        var (by, url, types) = (command.By, command.Webhook!.Url.Value!, command.Webhook.Types.Value);
        var after = GivenPosition.Of(command.Webhook.After);
        if (await GivenPosition.Beyond(feed, by.ClinicId, after, cancellation) is { } beyond)
            return beyond;

        // Kept first: a secret that no event names is of no use to anybody, an event whose secret is lost would be worse.
        var secret = await secrets.Make(by.ClinicId, cancellation);
        var (id, decided) = await streams.Start<Webhook, WebhookRegistered>(
            by,
            ids.NextWebhookId,
            id => WebhookDecisions.Register(id, url, types, after, secret.Id, by, clock.GetCurrentInstant()),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        var shown = await secrets.Shown(by.ClinicId, decided.State!.Secrets[0].Id, secret, cancellation);
        return new Outcome.Created(id, WebhookResponse.Of(decided.State!, WebhookProgress.AtStart(decided.State!), shown));
    }
}
