using System.Diagnostics;
using ClinicNotes.Infrastructure.Webhooks;
using ClinicNotes.WebApi.Tests.Appends;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Webhooks;

public sealed class CommandsFirstTests(DeliveringService running) : IClassFixture<DeliveringService>
{
    [Fact]
    public async Task Deliveries_are_a_moment_apart_while_commands_wait_and_go_on_all_the_same()
    {
        var commandsWait = new TaskCompletionSource();
        var inbox = running.Receiver.At("busy");
        inbox.Answers = async (http, _) =>
        {
            await commandsWait.Task;
            http.Response.StatusCode = 204;
        };
        for (var i = 0; i < 30; i++)
            await running.Service.As("demo-supervisor").RequestsAnAddendum();
        await running.End();
        await running.Registers(inbox, after: 0);
        PassesAtOnce().ShouldBeTrue();

        await using var held = await HeldAppends.Of(running.Service);
        await held.QueueAddendum("Waits.");
        PassesAtOnce().ShouldBeFalse();
        var took = Stopwatch.StartNew();
        commandsWait.SetResult();

        (await inbox.Has(30))[..30].Select(e => e.Position).ShouldBe(Enumerable.Range(1, 30).Select(position => (long)position));
        took.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(25));
        held.Queued.ShouldBe(1);
    }

    private bool PassesAtOnce() =>
        running.Service.Services.GetRequiredService<CommandsFirst>().Pass(TestContext.Current.CancellationToken).IsCompleted;
}
