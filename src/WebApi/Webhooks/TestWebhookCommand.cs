using ClinicNotes.Application.Webhooks;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>webhooks test</c></summary>
internal sealed class TestWebhookCommand : AsyncCommand<WebhookSettings>
{
    public override Task<int> ExecuteAsync(CommandContext context, WebhookSettings settings, CancellationToken cancellationToken) =>
        Printed.Outcome<TestResponse>(
            settings,
            new TestWebhook(settings.Operator, settings.Webhook),
            InWords,
            cancellationToken,
            isGood: answer => answer.Test.Error is null
        );

    private static void InWords(IAnsiConsole console, TestResponse answer) =>
        console.WriteLine($"Event {answer.Test.EventId}, {answer.Test.DurationMs} ms: {answer.Test.Error ?? "delivered."}");
}
