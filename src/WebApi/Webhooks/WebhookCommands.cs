using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary>The commands of the group <c>webhooks</c>.</summary>
internal static class WebhookCommands
{
    public static void Add(IConfigurator<CommandSettings> webhooks)
    {
        webhooks.SetDescription("Addresses to which a clinic's events are delivered.");
        Add<RegisterWebhookCommand>("register", "Registers one, and shows the secret that signs.", RegisterWebhookCommand.Example);
        Add<ListWebhooksCommand>("list", "Lists the webhooks of a clinic by their ids.", ListWebhooksCommand.Example);
        Add<ShowWebhookCommand>("show", "Shows one, and how far it is.", One("show"));
        Add<PauseWebhookCommand>("pause", "Has nothing delivered until it is resumed.", One("pause"));
        Add<ResumeWebhookCommand>("resume", "Goes on from where it stopped.", One("resume"));
        Add<ReplayWebhookCommand>("replay", "Begins anew after a position.", ReplayWebhookCommand.Example);
        Add<RotateWebhookCommand>("rotate", "Shows a new secret; for 24 hours the former one signs too.", One("rotate"));
        Add<TestWebhookCommand>("test", "Sends an event that is none of the ledger's, and says what came of it.", One("test"));
        Add<ListDeliveriesCommand>("deliveries", "Lists what was delivered or tried, the newest first.", ListDeliveriesCommand.Example);
        Add<DeleteWebhookCommand>("delete", "Ends delivery for good, and destroys the secrets.", One("delete"));

        void Add<TCommand>(string name, string description, string example)
            where TCommand : class, ICommandLimiter<CommandSettings> => EveryCommand.Add<TCommand>(webhooks, name, description, example);
    }

    private static string One(string command) => $"webhooks {command} --clinic 1 --id 5";
}
