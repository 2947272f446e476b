using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Webhooks;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>The sample receiver as a process of its own, fed by a service.</summary>
public sealed class WebhookReceiverTests(Database database)
{
    private const string Webhooks = "/v1/clinic/webhooks";
    private const string Body = """{"id":"event-1","sequence":"1","type":"forged"}""";

    [Fact]
    public async Task The_sample_prints_each_event_once_and_refuses_what_is_not_signed()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        await using var service = await Delivers(url);
        using var sample = Start(url, (await Registers(service, $"{url}/clinicnotes")).Secret);
        try
        {
            await Sample.Says(sample, url);

            await service.As("demo-supervisor").RequestsAnAddendum(note: 47);

            (await Sample.Says(sample, "addendum")).ShouldEndWith("clinicnotes.addendum.requested.v1 session-note-47");
            using var http = new HttpClient();
            using var forged = SignedRequest.Of(
                new Uri($"{url}/clinicnotes"),
                "event-1",
                SystemClock.Instance.GetCurrentInstant(),
                Body,
                [SignedRequest.NewSecret()]
            );
            (await http.SendAsync(forged, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        finally
        {
            sample.Kill();
        }
    }

    [Fact]
    public async Task An_event_that_comes_again_is_printed_once()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        await using var service = await Delivers(url);
        var webhook = await Registers(service, $"{url}/clinicnotes");
        using var sample = Start(url, webhook.Secret);
        try
        {
            await Sample.Says(sample, url);
            await service.As("demo-supervisor").RequestsAnAddendum(note: 47);
            await Delivered(1);

            var replayed = await service.As("demo-admin").Post($"{webhook.Path}/replay", """{"replay":{"after":"0"}}""");
            replayed.ShouldBe(HttpStatusCode.OK);
            await Delivered(2);
            await service.As("demo-supervisor").RequestsAnAddendum(note: 48);

            (await Sample.Says(sample, "addendum")).ShouldEndWith("session-note-47");
            (await Sample.Says(sample, "addendum")).ShouldEndWith("session-note-48");
        }
        finally
        {
            sample.Kill();
        }

        Task Delivered(long times) =>
            Patiently.Until(
                async () =>
                    await service.Scalar<long>("select count(*) from webhook_deliveries where delivered and response_status = 204")
                    == times,
                "It is not delivered."
            );
    }

    private async Task<Service> Delivers(string url)
    {
        var service = new Service(await database.Make());
        service.Settings["Webhooks:AllowedTargets"] = new Uri(url).Authority;
        await service.Start();

        // The receiver refuses what was signed long ago.
        service.Clock.Reset(SystemClock.Instance.GetCurrentInstant());
        return service;
    }

    private static async Task<(string Path, string Secret)> Registers(Service service, string url)
    {
        var webhook = new JsonObject { ["url"] = url, ["types"] = new JsonArray("clinicnotes.addendum.requested.v1") };
        var reply = await service.As("demo-admin").Post(Webhooks, new JsonObject { ["webhook"] = webhook }.ToJsonString());
        var shown = reply.ShouldBe(HttpStatusCode.Created).Json["webhook"]!;
        return ($"{Webhooks}/{shown["id"]}", (string)shown["secret"]!);
    }

    private static Process Start(string url, string secret)
    {
        var program = Sample.Program("WebhookReceiver");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", url]) { RedirectStandardOutput = true };
        start.Environment["WEBHOOK_SECRET"] = secret;
        return Process.Start(start)!;
    }
}
