using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>Where the clinic's events are delivered to.</summary>
internal static class WebhookCalls
{
    public const string Tag = "Webhooks";

    private const string Path = "/v1/clinic/webhooks";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "POST", Path, "registerWebhook", "Register a webhook")
        {
            Says =
                "Has the clinic's events sent to an address, in order and at least once. The answer shows the secret that signs, and nothing later does.",
            May = WhoMay.Administer,
            Body = Bodies.RegisterWebhook,
            Gives = [Answers.Issued<WebhookResponse>("The webhook, with its secret.")],
        },
        new(Tag, "GET", Path, "listWebhooks", "List webhooks")
        {
            Says = "By their ids.",
            May = WhoMay.Administer,
            IsConditional = true,
            Parameters = Ask.Paging,
            Gives = [Answers.Shown<WebhooksResponse>("A page of the list."), Answers.NotModified],
        },
        new(Tag, "GET", $"{Path}/{{id}}", "readWebhook", "Read a webhook")
        {
            Says = "And how far it is.",
            May = WhoMay.Administer,
            IsConditional = true,
            Parameters = [Id],
            Gives = [Answers.Shown<WebhookResponse>("The webhook."), Answers.NotModified],
        },
        Does<WebhookResponse>("pause", "Pause a webhook", "Has nothing sent until it is resumed."),
        Does<WebhookResponse>("resume", "Resume a webhook", "Goes on from where it stopped, at once."),
        Does<WebhookResponse>("rotate", "Rotate the secret of a webhook", "Shows a new secret; for 24 hours both sign."),
        Does<TestResponse>("test", "Test a webhook", "Sends an event of type `clinicnotes.webhook.test.v1` now, and says what came of it."),
        Does<WebhookResponse>("replay", "Replay a webhook", "Begins anew after a position.") with
        {
            Body = Bodies.ReplayWebhook,
        },
        new(Tag, "GET", $"{Path}/{{id}}/deliveries", "listDeliveries", "List the deliveries of a webhook")
        {
            Says = "What was sent, the newest first, with each attempt.",
            May = WhoMay.Administer,
            IsConditional = true,
            Parameters = [Id, .. Ask.Paging],
            Gives = [Answers.Shown<DeliveriesResponse>("A page of the list."), Answers.NotModified],
        },
        new(Tag, "DELETE", $"{Path}/{{id}}", "deleteWebhook", "Delete a webhook")
        {
            Says = "Ends it for good, and destroys its secrets.",
            May = WhoMay.Administer,
            Parameters = [Id],
            Gives = [Answers.Shown<WebhookResponse>("The webhook as it was.")],
        },
    ];

    private static Parameter Id => Ask.Path("id", "The webhook.", Values.Id(5));

    private static Call Does<T>(string verb, string summary, string says) =>
        new(Tag, "POST", $"{Path}/{{id}}/{verb}", $"{verb}Webhook", summary)
        {
            Says = says,
            May = WhoMay.Administer,
            Parameters = [Id],
            Gives = [Answers.Shown<T>("What came of it.")],
        };
}
