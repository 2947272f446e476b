namespace ClinicNotes.Run.Tests;

public class RabbitMqRunTests
{
    [Fact]
    public async Task A_broker_is_started_for_the_service_which_publishes_there_and_stopped_after_it()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data, "--rabbitmq");
        data.RabbitProcesses().ShouldContain(data.Rabbit);
        run.Block.ShouldContain("Events go to RabbitMQ, amqp://clinicnotes:");

        // The broker logs whom it let in.
        var log = Path.Combine(data.Folder, "rabbitmq/log/node.log");
        for (
            var tries = 0;
            !(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).Contains(
                "user 'clinicnotes' authenticated",
                StringComparison.Ordinal
            );
            tries++
        )
        {
            tries.ShouldBeLessThan(600);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await run.StopAsync()).ShouldBe((0, ""));
        data.Processes().ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_broker_dies_everything_is_stopped()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data, "--rabbitmq");

        await Command.SignalAsync("KILL", data.Rabbit);

        var (exitCode, errors) = await run.EndAsync();
        exitCode.ShouldBe(1);
        errors.ShouldContain("RabbitMQ stopped by itself");
        data.Processes().ShouldBeEmpty();
    }
}
