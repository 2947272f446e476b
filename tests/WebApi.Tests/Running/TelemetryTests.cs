using System.Net;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace ClinicNotes.WebApi.Tests.Running;

public sealed class TelemetryTests(Database database)
{
    [Fact]
    public async Task Traces_and_metrics_of_every_part_go_where_the_settings_say_and_nothing_confidential_goes_with_them()
    {
        await using var collector = await Collector.Start();
        await using (var service = Exporting(await database.Make(), collector))
        {
            await service.Start();
            await service.As("demo-supervisor").RecordsASignOff();
            (await service.As("demo-supervisor").Post(Client.Addendums, "{}")).ShouldBe(HttpStatusCode.UnprocessableEntity);
            using var http = service.CreateClient();
            http.DefaultRequestHeaders.Add(RequestId.Header, "order-66");
            (
                await new Client(http, "demo-supervisor").Post(
                    Client.Addendums,
                    """{"session_note_id":46,"addendum":{"instructions":"Mrs. Example has measles"}}"""
                )
            ).ShouldBe(HttpStatusCode.Created);
            await LedgerOf.Signed(service);
            (await service.As(null).Get("/health/live")).ShouldBe(HttpStatusCode.OK);
        }

        string[] inTraces =
        [
            "POST /v1/clinic/session_notes/addendums",
            "order-66",
            "Microsoft.AspNetCore",
            "Wolverine",
            "Marten",
            "Npgsql",
            "select append_events(",
            "clinicnotes",
        ];
        foreach (var name in inTraces)
            collector.Traces.ShouldContain(name);
        collector.Traces.ShouldNotContain("/health/");

        string[] inMetrics =
        [
            "http.server.request.duration",
            "kestrel.active_connections",
            "wolverine-execution-time",
            "db.client.operation.duration",
            "dotnet.gc.collections",
            "clinicnotes.commands",
            "RequestAddendum",
            "RecordSignOff",
            "created",
            "invalid",
            "clinicnotes.feed.lag",
            "clinicnotes.ledger.silence",
        ];
        foreach (var name in inMetrics)
            collector.Metrics.ShouldContain(name);

        foreach (var secret in new[] { "measles", "demo-supervisor", "iVBORw0KGgo" })
            (collector.Traces + collector.Metrics).ShouldNotContain(secret);
    }

    [Fact]
    public async Task Without_an_address_for_them_none_are_made()
    {
        await using var service = await new Service(await database.Make()).Start();

        service.Services.GetService<TracerProvider>().ShouldBeNull();
    }

    [Fact]
    public async Task When_nobody_takes_them_the_service_serves_all_the_same()
    {
        await using var gone = await Collector.Start();
        var service = Exporting(await database.Make(), gone);
        await gone.DisposeAsync();
        await using (service)
        {
            await service.Start();
            (await service.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
        }
    }

    private static Service Exporting(string connectionString, Collector collector) =>
        new(connectionString)
        {
            Settings =
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
            },
        };
}
