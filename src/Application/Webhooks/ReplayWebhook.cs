using ClinicNotes.Application.Feed;
using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Has everything after a position delivered again, or what comes before another left out.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="Replay">From where.</param>
public sealed record ReplayWebhook(Actor By, long? WebhookId, ReplayWebhook.Fields? Replay) : ICommand
{
    public sealed record Fields(GivenText After);
}

public sealed class ReplayWebhookRules : AbstractValidator<ReplayWebhook>
{
    public ReplayWebhookRules()
    {
        RuleFor(c => c.Replay)
            .MustBeGiven(
                "replay",
                () => RuleFor(c => c.Replay!.After).Refuse("after", after => after.FaultIfMissing() ?? GivenPosition.Fault(after))
            );
    }
}

public static class ReplayWebhookHandler
{
    public static async Task<Outcome> Handle(
        ReplayWebhook command,
        ReplayWebhookRules rules,
        IEventStreams streams,
        IEventFeed feed,
        IWebhookDeliveries deliveries,
        IKeptAnswers kept,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var (by, after) = (command.By, GivenPosition.Of(command.Replay!.After));
        if (await GivenPosition.Beyond(feed, by.ClinicId, after, cancellation) is { } beyond)
            return beyond;
        if (command.WebhookId is not { } id)
            return Refusal.WebhookNotFound;

        var decided = await streams.Decide<Webhook, WebhookReplayed>(
            by,
            id,
            webhook => new(WebhookDecisions.Replay(webhook, after, by, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        var progress = await kept.Once(Webhook.StreamKey(id), () => deliveries.Progress(by.ClinicId, decided.State!, cancellation));
        return new Outcome.Updated(WebhookResponse.Of(decided.State!, progress));
    }
}
