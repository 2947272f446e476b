using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ClinicNotes.WebApi.Tests.Feed;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StandardWebhooks;

namespace ClinicNotes.WebApi.Tests.Commands;

public sealed class ListenTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task Events_arrive_signed_and_in_order_however_often_the_receiver_fails()
    {
        await using var receiver = await Receiver.Start(failures: 2);
        string[] asked =
        [
            "events",
            "listen",
            "--clinic=1",
            $"--after={await LedgerOf.Signed(running.Service)}",
            "--types=clinicnotes.addendum.requested.v1",
            $"--forward-to={receiver.Address}/events",
            $"--secret={Secret}",
        ];
        using var listen = Called.Start(running.Service, asked);
        long[] requested = [await running.Supervisor.RequestsAnAddendum(), await running.Supervisor.RequestsAnAddendum()];

        Delivery[] deliveries = [await receiver.Next(), await receiver.Next(), await receiver.Next(), await receiver.Next()];

        deliveries.Select(delivery => delivery.AddendumId).ShouldBe([requested[0], requested[0], requested[0], requested[1]]);
        foreach (var delivery in deliveries)
        {
            EventSchema.ShouldHold(delivery.Body);
            ChannelSchema.FaultOfWebhook("clinicnotes.addendum.requested.v1", delivery.Headers).ShouldBeNull();
            delivery.Id.ShouldBe((string)JsonNode.Parse(delivery.Body)!["id"]!);
            delivery.Signature.ShouldBe(new StandardWebhook(Secret).Sign(delivery.Id, delivery.At, delivery.Body));
        }

        using var ending = Process.Start("kill", ["-TERM", $"{listen.Id}"]);
        var said = await listen.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await listen.WaitForExitAsync(TestContext.Current.CancellationToken);
        listen.ExitCode.ShouldBe(0);
        said.Split('\n').Count(line => line.Contains("  500, ", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("ftp://localhost/events")]
    public async Task What_is_no_address_of_the_web_is_no_right_call(string address) =>
        (await Called.Program(running.Service, "events", "listen", "--clinic=1", $"--forward-to={address}")).Code.ShouldBe(2);

    private sealed record Delivery(IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string Id => Headers["webhook-id"];

        public DateTimeOffset At =>
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"], CultureInfo.InvariantCulture));

        public string Signature => Headers["webhook-signature"];

        public long AddendumId => JsonNode.Parse(Body)!["data"]!["addendum_id"]!.GetValue<long>();
    }

    /// <summary>A developer's own program, which fails at first.</summary>
    private sealed class Receiver(WebApplication app, Channel<Delivery> deliveries) : IAsyncDisposable
    {
        public string Address => app.Urls.Single();

        public static async Task<Receiver> Start(int failures)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var deliveries = Channel.CreateUnbounded<Delivery>();
            app.MapPost(
                "/events",
                async http =>
                {
                    http.Response.StatusCode = failures-- > 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status204NoContent;
                    await deliveries.Writer.WriteAsync(await Read(http.Request));
                }
            );
            await app.StartAsync();
            return new(app, deliveries);
        }

        public async Task<Delivery> Next() => await deliveries.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private static async Task<Delivery> Read(HttpRequest request)
        {
            using var body = new StreamReader(request.Body);
            return new(request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), await body.ReadToEndAsync());
        }
    }
}
