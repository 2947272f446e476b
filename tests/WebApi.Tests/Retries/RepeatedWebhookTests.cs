using System.Net;
using ClinicNotes.WebApi.Tests.Webhooks;
using static ClinicNotes.WebApi.Tests.Retries.Repeated;

namespace ClinicNotes.WebApi.Tests.Retries;

/// <summary>What is done to a webhook under an <c>Idempotency-Key</c> is done once, and its answer tells each time how far the webhook was then.</summary>
public sealed class RepeatedWebhookTests(DeliveringService running) : IClassFixture<DeliveringService>
{
    [Fact]
    public async Task Whatever_is_done_to_a_webhook_is_recorded_once_and_answered_the_same_by_any_service_however_far_the_webhook_is_since()
    {
        var webhook = await running.Registers(running.Receiver.At("once"), ["clinicnotes.token.revoked.v1"]);
        string[] things = ["pause", "resume", "rotate", "replay"];
        var before = await Events();
        var first = new List<Reply>();
        foreach (var thing in things)
            first.Add((await Does(running.Service, webhook, thing)).ShouldBe(HttpStatusCode.OK));
        await running.Service.Execute("update webhook_progress set position = position + 1000");

        foreach (var (thing, reply) in things.Zip(first))
            Same(await Does(running.Service, webhook, thing), reply);
        await using var other = await new Service(running.Service.ConnectionString).Start();
        foreach (var (thing, reply) in things.Zip(first))
            Same(await Does(other, webhook, thing), reply);

        (await Events()).ShouldBe(before + things.Length);
        first.Select(reply => (string?)reply.Json["webhook"]!["status"]).ShouldBe(["paused", "active", "active", "active"]);
    }

    [Fact]
    public async Task A_secret_that_was_rotated_in_is_shown_again_and_no_other_is_made()
    {
        var webhook = await running.Registers(running.Receiver.At("rotated"), ["clinicnotes.token.revoked.v1"]);
        var secrets = await Secrets();
        var first = await Does(running.Service, webhook, "rotate");
        var secret = (string)first.Json["webhook"]!["secret"]!;

        Same(await Does(running.Service, webhook, "rotate"), first);

        secret.ShouldStartWith("whsec_");
        secret.ShouldNotBe(webhook.Secret);
        (await Secrets()).ShouldBe(secrets + 1);
    }

    [Fact]
    public async Task A_test_is_sent_once_and_says_the_same_again()
    {
        var inbox = running.Receiver.At("tested");
        var webhook = await running.Registers(inbox, ["clinicnotes.token.revoked.v1"]);
        var first = (await Does(running.Service, webhook, "test")).ShouldBe(HttpStatusCode.OK);
        ((string)first.Json["test"]!["status"]!).ShouldBe("delivered");
        inbox.AnswersWith(500);

        Same(await Does(running.Service, webhook, "test"), first);

        inbox.Ids.ShouldBe([(string)first.Json["test"]!["event_id"]!]);
        (await webhook.Does("test"))["test"]!["status"]!.ToString().ShouldBe("failed");
    }

    [Fact]
    public async Task No_secret_is_left_of_a_rotation_of_what_is_not_there()
    {
        var secrets = await Secrets();
        (await running.Admin.Send(HttpMethod.Post, "/v1/clinic/webhooks/999999/rotate", null)).ShouldBe(HttpStatusCode.NotFound);
        (await Secrets()).ShouldBe(secrets);
    }

    private static Task<Reply> Does(Service service, Registered webhook, string what)
    {
        var body = what == "replay" ? new StringContent("""{"replay":{"after":"0"}}""", null, "application/json") : null;
        return service.As("demo-admin").Send(HttpMethod.Post, $"{webhook.Path}/{what}", body, ("Idempotency-Key", $"\"{what}\""));
    }

    private Task<long> Events() => running.Service.Scalar<long>("select count(*) from mt_events where type like 'webhook_%'");

    private Task<long> Secrets() => running.Service.Scalar<long>("select count(*) from webhook_secrets");
}
