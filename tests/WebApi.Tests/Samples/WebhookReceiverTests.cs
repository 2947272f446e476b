using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Webhooks;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>The sample receiver as a process of its own, fed by a service.</summary>
public sealed class WebhookReceiverTests(Database database)
{
    private const string Body = """{"id":"event-1","sequence":"1","type":"forged"}""";

    [Fact]
    public async Task The_sample_prints_each_event_once_and_refuses_what_is_not_signed()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        await using var service = new Service(await database.Make());
        service.Settings["Webhooks:AllowedTargets"] = new Uri(url).Authority;
        await service.Start();
        service.Clock.Reset(SystemClock.Instance.GetCurrentInstant());
        using var sample = Start(url, await Registers(service, $"{url}/clinicnotes"));
        try
        {
            await Said(sample, line => line.Contains(url, StringComparison.Ordinal));

            await service.As("demo-supervisor").RequestsAnAddendum(note: 47);

            (await Said(sample, line => line.Contains("addendum", StringComparison.Ordinal))).ShouldEndWith(
                "clinicnotes.addendum.requested.v1 session-note-47"
            );
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

    private static async Task<string> Registers(Service service, string url)
    {
        var webhook = new JsonObject { ["url"] = url, ["types"] = new JsonArray("clinicnotes.addendum.requested.v1") };
        var reply = await service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        return (string)reply.ShouldBe(HttpStatusCode.Created).Json["webhook"]!["secret"]!;
    }

    private static Process Start(string url, string secret)
    {
        var program = Sample.Program("WebhookReceiver");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", url]) { RedirectStandardOutput = true };
        start.Environment["WEBHOOK_SECRET"] = secret;
        return Process.Start(start)!;
    }

    private static async Task<string> Said(Process sample, Func<string, bool> awaited)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await sample.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (awaited(line))
                return line;
        }

        throw new InvalidOperationException("The sample ended without saying so.");
    }
}
