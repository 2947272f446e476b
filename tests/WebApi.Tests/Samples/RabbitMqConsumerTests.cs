using System.Diagnostics;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.WebApi.Tests.Broker;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>The sample consumer as a process of its own, fed by a service.</summary>
public sealed class RabbitMqConsumerTests(Database database, SharedBroker broker)
{
    private const string Pattern = "clinic.1.clinicnotes.addendum.#";

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
            (await Sample.Says(sample, "addendum")).ShouldEndWith("clinicnotes.addendum.requested.v1 session-note-47");
            sample.Kill();
        }

        await service.As("demo-supervisor").RequestsAnAddendum(note: 48);
        await PublishingTests.UpToDate(service);

        // Killed, it may not have acknowledged what it had printed.
        using var again = await Start(names);
        (await Sample.Says(again, "session-note-48")).ShouldEndWith("clinicnotes.addendum.requested.v1 session-note-48");
        again.Kill();
    }

    [Fact]
    public async Task An_event_that_comes_again_is_printed_once()
    {
        var (service, names) = await broker.Service(await database.Make());
        await using var _ = service;
        await using var witness = await Subscriber.Of(await broker.Uri(), names, Pattern);
        await service.Start();
        using var sample = await Start(names);
        try
        {
            await service.As("demo-supervisor").RequestsAnAddendum(note: 47);
            await service.As("demo-supervisor").RequestsAnAddendum(note: 48);
            await PublishingTests.UpToDate(service);

            // As if the service had been killed before it could note what the broker had confirmed.
            await service.Execute("update broker_progress set position = 0 where clinic_id = '1'");
            await Patiently.Until(() => witness.All.Count == 4, "Nothing comes again.");
            await service.As("demo-supervisor").RequestsAnAddendum(note: 49);

            string[] printed = [await Sample.Line(sample), await Sample.Line(sample), await Sample.Line(sample)];
            printed.Select(line => line.Split(' ')[^1]).ShouldBe(["session-note-47", "session-note-48", "session-note-49"]);
        }
        finally
        {
            sample.Kill();
        }
    }

    private async Task<Process> Start(BrokerNames names)
    {
        var program = Sample.Program("RabbitMqConsumer");
        var start = new ProcessStartInfo("dotnet", [program, $"{names.Name}.sample", Pattern]) { RedirectStandardOutput = true };
        start.Environment["RABBITMQ_URI"] = await broker.Uri();
        start.Environment["RABBITMQ_EXCHANGE"] = names.Events;
        var sample = Process.Start(start)!;
        await Sample.Says(sample, "Takes ");
        return sample;
    }
}
