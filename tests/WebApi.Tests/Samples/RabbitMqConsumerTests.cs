using System.Diagnostics;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.WebApi.Tests.Broker;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>The sample consumer as a process of its own, fed by a service.</summary>
public sealed class RabbitMqConsumerTests(Database database, SharedBroker broker)
{
    [Fact]
    public async Task The_sample_prints_each_event_once_and_what_came_while_it_was_away()
    {
        var (service, names) = await broker.Service(await database.Make());
        await using var _ = service;
        await using (
            var connection = await new ConnectionFactory { Uri = new Uri(await broker.Uri()) }.CreateConnectionAsync(
                TestContext.Current.CancellationToken
            )
        )
            await Topology.Events(connection, names, TestContext.Current.CancellationToken);
        await service.Start();
        using (var sample = await Start(names))
        {
            await service.As("demo-supervisor").RequestsAnAddendum(note: 47);
            (await Said(sample, "addendum")).ShouldEndWith("clinicnotes.addendum.requested.v1 session-note-47");
            sample.Kill();
        }

        await service.As("demo-supervisor").RequestsAnAddendum(note: 48);
        await PublishingTests.UpToDate(service);

        // Killed, it may not have acknowledged what it had printed.
        using var again = await Start(names);
        (await Said(again, "session-note-48")).ShouldEndWith("clinicnotes.addendum.requested.v1 session-note-48");
        again.Kill();
    }

    private async Task<Process> Start(BrokerNames names)
    {
        var program = Sample.Program("RabbitMqConsumer");
        var start = new ProcessStartInfo("dotnet", [program, $"{names.Name}.sample", "clinic.1.clinicnotes.addendum.#"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["RABBITMQ_URI"] = await broker.Uri();
        start.Environment["RABBITMQ_EXCHANGE"] = names.Events;
        var sample = Process.Start(start)!;
        await Said(sample, "Takes ");
        return sample;
    }

    private static async Task<string> Said(Process sample, string part)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await sample.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException("The sample ended without saying so.");
    }
}
