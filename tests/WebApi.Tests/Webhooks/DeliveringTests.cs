using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Webhooks;
using ClinicNotes.WebApi.Tests.Feed;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using StandardWebhooks;

namespace ClinicNotes.WebApi.Tests.Webhooks;

public sealed class DeliveringTests(DeliveringService running) : IClassFixture<DeliveringService>
{
    private const string Requested = "clinicnotes.addendum.requested.v1";
    private static readonly string[] OnlyRequested = [Requested];

    private Client Supervisor => running.Service.As("demo-supervisor");

    [Fact]
    public async Task Every_event_arrives_once_in_the_order_of_the_ledger_as_the_feed_has_it()
    {
        var inbox = running.Receiver.At("all");
        await running.Registers(inbox, after: 0);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Supervisor.RequestsAnAddendum()));
        var end = await running.End();

        var received = (await inbox.Has((int)end))[..(int)end];

        received.Select(e => e.Position).ShouldBe(Enumerable.Range(1, (int)end).Select(position => (long)position));
        received.Select(e => e.Id).ShouldBe(received.Select(e => (string)e.Event["id"]!));
        var feed = (await running.Admin.Get($"/v1/clinic/events?limit=1&after={end - 1}")).Body;
        feed.ShouldContain(received[^1].Body);
        foreach (var e in received)
            EventSchema.ShouldHold(e.Body);
        received[0].Headers["Content-Type"].ShouldBe("application/cloudevents+json; charset=utf-8");
    }

    [Fact]
    public async Task A_receiver_that_fails_gets_the_same_event_again_and_no_later_one_before_it()
    {
        var inbox = running.Receiver.At("failing");
        var failures = 0;
        inbox.Answers = (http, _) =>
        {
            http.Response.StatusCode = ++failures <= 3 ? 500 : 204;
            return Task.CompletedTask;
        };
        var webhook = await running.Registers(inbox, OnlyRequested);
        for (var i = 0; i < 3; i++)
            await Supervisor.RequestsAnAddendum();

        for (var failed = 1; failed <= 3; failed++)
        {
            var now = await webhook.Becomes(w => (int)w["failures"]! == failed);
            ((string)now["last_error"]!).ShouldBe("The address answered 500.");
            AdvanceTo(now["next_attempt_at"]!);
        }

        var received = await inbox.Has(6);
        received.Take(4).Select(e => e.Id).Distinct().ShouldHaveSingleItem();
        received.Skip(3).Select(e => e.Position).ShouldBeInOrder();
        var healthy = await webhook.Becomes(w => (int)w["failures"]! == 0);
        healthy["last_error"].ShouldBeNull();
        var first = (await webhook.Deliveries()).Single(delivery => (string)delivery["event_id"]! == received[0].Id);
        ((string)first["status"]!, (int)first["attempts"]!, (int)first["response_status"]!).ShouldBe(("delivered", 4, 204));
    }

    [Fact]
    public async Task A_delivery_says_how_long_its_receiver_took()
    {
        var inbox = running.Receiver.At("timed");
        inbox.Answers = async (http, _) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            http.Response.StatusCode = 204;
        };
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();

        JsonNode[] deliveries = [];
        await Patiently.Until(async () => (deliveries = await webhook.Deliveries()) is not []);

        ((long)deliveries.ShouldHaveSingleItem()["duration_ms"]!).ShouldBeGreaterThanOrEqualTo(100);
    }

    [Theory]
    [InlineData("seconds", null)]
    [InlineData("an HTTP date", "ddd, dd MMM yyyy HH:mm:ss 'GMT'")]
    [InlineData("a date as RFC 850 has it", "dddd, dd-MMM-yy HH:mm:ss 'GMT'")]
    [InlineData("a date as asctime writes it", "ddd MMM _d HH:mm:ss yyyy")]
    public async Task A_receiver_is_left_alone_for_as_long_as_it_asks_in_whichever_way_it_says_so(string way, string? format)
    {
        var inbox = running.Receiver.At($"busy until {way}".Replace(' ', '-'));
        running.Service.Clock.Reset(Instant.FromUnixTimeSeconds(running.Service.Clock.GetCurrentInstant().ToUnixTimeSeconds() + 1));
        var until = running.Service.Clock.GetCurrentInstant() + Duration.FromSeconds(120);
        inbox.Answers = (http, _) =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = format is null ? "120" : Written(until, format);
            return Task.CompletedTask;
        };
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();

        var now = await webhook.Becomes(w => (int)w["failures"]! == 1);

        Moment(now["next_attempt_at"]!).ShouldBe(until);
        inbox.AnswersWith(200);
        AdvanceTo(now["next_attempt_at"]!);
        (await inbox.Has(2)).Select(e => e.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_date_that_is_over_is_no_wait_and_a_failure_is_tried_again_as_any_other()
    {
        var inbox = running.Receiver.At("busy-until-yesterday");
        inbox.Answers = (http, _) =>
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = "Thu, 19 Oct 2023 10:00:00 GMT";
            return Task.CompletedTask;
        };
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();

        var next = Moment((await webhook.Becomes(w => (int)w["failures"]! == 1))["next_attempt_at"]!);

        (next - running.Service.Clock.GetCurrentInstant()).TotalSeconds.ShouldBeInRange(0.999, 2);
        await webhook.Does("pause");
    }

    [Fact]
    public async Task A_receiver_that_is_gone_pauses_the_webhook_with_a_notice_and_resuming_loses_nothing()
    {
        var inbox = running.Receiver.At("gone");
        inbox.AnswersWith(410);
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();

        var paused = await webhook.Becomes(w => (string)w["status"]! == "paused");

        ((string)paused["pause_reason"]!).ShouldBe("The address answered 410: it is gone for good.");
        await Supervisor.RequestsAnAddendum();
        inbox.AnswersWith(200);
        (await webhook.Does("resume"))["webhook"]!["pause_reason"].ShouldBeNull();
        var received = await inbox.Has(3);
        received[1].Id.ShouldBe(received[0].Id);
        received[2].Position.ShouldBeGreaterThan(received[1].Position);
        (await running.Admin.Get("/v1/clinic/events?limit=1000&types=clinicnotes.webhook.paused.v1")).Body.ShouldContain(
            "it is gone for good"
        );
    }

    [Fact]
    public async Task A_receiver_that_was_down_for_a_week_catches_up_from_where_it_stopped()
    {
        var inbox = running.Receiver.At("down");
        inbox.Answers = (http, _) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        var begin = await running.End();
        var webhook = await running.Registers(inbox, OnlyRequested);
        var recorded = 0;
        JsonNode now;
        do
        {
            await Supervisor.RequestsAnAddendum();
            recorded++;
            now = await webhook.Becomes(w => (int)w["failures"]! == recorded || (string)w["status"]! == "paused");
            running.Service.Clock.Advance(Duration.FromDays(1));
        } while ((string)now["status"]! != "paused");

        ((string)now["pause_reason"]!).ShouldBe("Nothing could be delivered for 3 days. The address broke the connection off.");
        running.Service.Clock.Advance(Duration.FromDays(4));
        await Supervisor.RequestsAnAddendum();
        var tries = inbox.All.Length;
        inbox.AnswersWith(200);
        await webhook.Does("resume");

        var received = (await inbox.Has(tries + recorded + 1))[tries..];
        received.Select(e => e.Id).Take(recorded + 1).ShouldBe((await running.Ids(begin, Requested)).Take(recorded + 1));
    }

    [Fact]
    public async Task A_test_is_sent_at_once_as_its_schema_says_and_is_no_event_of_the_feed()
    {
        var inbox = running.Receiver.At("tested");
        var webhook = await running.Registers(inbox, OnlyRequested);
        var end = await running.End();

        (await webhook.Does("test"))["test"]!["status"]!.GetValue<string>().ShouldBe("delivered");

        var received = inbox.All.ShouldHaveSingleItem();
        EventSchema.ShouldHold(received.Body);
        ((string)received.Event["type"]!).ShouldBe("clinicnotes.webhook.test.v1");
        Signatures(received).ShouldBe([Signed(webhook.Secret, received)]);
        (await running.Admin.Get($"/v1/clinic/events?limit=1000&after={end}")).Body.ShouldNotContain(received.Id);
        (await webhook.Deliveries()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paused_webhook_gets_nothing_until_it_is_resumed_and_a_deleted_one_nothing_any_more()
    {
        var (resting, ended, witness) = (running.Receiver.At("resting"), running.Receiver.At("ended"), running.Receiver.At("witness"));
        var paused = await running.Registers(resting, OnlyRequested);
        var deleted = await running.Registers(ended, OnlyRequested);
        await running.Registers(witness, OnlyRequested);
        await Supervisor.RequestsAnAddendum();
        foreach (var inbox in new[] { resting, ended, witness })
            await inbox.Has(1);

        await paused.Does("pause");
        (await running.Admin.Delete(deleted.Path)).ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < 3; i++)
            await Supervisor.RequestsAnAddendum();
        var received = await witness.Has(4);

        resting.All.ShouldHaveSingleItem();
        await paused.Does("resume");
        (await resting.Has(4)).Select(e => e.Id).ShouldBe(received.Select(e => e.Id));
        ended.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_nobody_else()
    {
        var (slow, quick) = (running.Receiver.At("slow"), running.Receiver.At("quick"));
        var answer = new TaskCompletionSource();
        slow.Answers = (_, _) => answer.Task;
        await running.Registers(slow, OnlyRequested);
        await running.Registers(quick, OnlyRequested);
        for (var i = 0; i < 5; i++)
            await Supervisor.RequestsAnAddendum();

        await slow.Has(1);
        var received = await quick.Has(5);

        slow.All.ShouldHaveSingleItem();
        answer.SetResult();
        (await slow.Has(5)).Take(5).Select(e => e.Id).ShouldBe(received.Take(5).Select(e => e.Id));
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_leads_nowhere()
    {
        var (inbox, elsewhere) = (running.Receiver.At("moved"), running.Receiver.At("elsewhere"));
        inbox.Answers = (http, _) =>
        {
            http.Response.Redirect(elsewhere.Url);
            return Task.CompletedTask;
        };
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();

        ((string)(await webhook.Becomes(w => (int)w["failures"]! == 1))["last_error"]!).ShouldBe("The address answered 302.");
        elsewhere.All.ShouldBeEmpty();
        (await webhook.Does("pause"))["webhook"]!["status"]!.GetValue<string>().ShouldBe("paused");
    }

    [Fact]
    public async Task Each_delivery_is_signed_and_during_a_rotation_by_both_secrets()
    {
        var inbox = running.Receiver.At("signed");
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();
        Signatures((await inbox.Has(1))[0]).ShouldBe([Signed(webhook.Secret, inbox.All[0])]);

        var next = (string)(await webhook.Does("rotate"))["webhook"]!["secret"]!;
        await Supervisor.RequestsAnAddendum();

        next.ShouldNotBe(webhook.Secret);
        Signatures((await inbox.Has(2))[1]).ShouldBe([Signed(next, inbox.All[1]), Signed(webhook.Secret, inbox.All[1])]);
        running.Service.Clock.Advance(Duration.FromHours(24));
        await Supervisor.RequestsAnAddendum();
        Signatures((await inbox.Has(3))[2]).ShouldBe([Signed(next, inbox.All[2])]);
    }

    [Fact]
    public async Task Replaying_delivers_the_same_events_with_the_same_ids_again()
    {
        var inbox = running.Receiver.At("replayed");
        var begin = await running.End();
        var webhook = await running.Registers(inbox, OnlyRequested);
        for (var i = 0; i < 3; i++)
            await Supervisor.RequestsAnAddendum();
        await inbox.Has(3);

        (await running.Admin.Post($"{webhook.Path}/replay", $$$"""{"replay":{"after":"{{{begin}}}"}}""")).ShouldBe(HttpStatusCode.OK);

        var received = await inbox.Has(6);
        received[3..6].Select(e => e.Id).ShouldBe(received[..3].Select(e => e.Id));
    }

    [Theory]
    [InlineData("{}", """{"replay":["can't be blank"]}""")]
    [InlineData("""{"replay":{}}""", """{"after":["can't be blank"]}""")]
    [InlineData("""{"replay":{"after":"-1"}}""", """{"after":["is not a number"]}""")]
    [InlineData("""{"replay":{"after":"9007199254740992"}}""", """{"after":["must be from 0 to 9007199254740991"]}""")]
    public async Task A_replay_from_no_position_is_refused_by_field_and_nothing_comes_again(string body, string errors)
    {
        var inbox = running.Receiver.At($"not-replayed-{body.Length}");
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();
        await inbox.Has(1);

        (await running.Admin.Post($"{webhook.Path}/replay", body)).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$"""{"errors":{{errors}}}"""
        );

        await Supervisor.RequestsAnAddendum();
        (await inbox.Has(2)).Select(e => e.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task What_is_noted_of_a_delivery_is_removed_after_thirty_days_and_the_webhook_stays_where_it_is()
    {
        var inbox = running.Receiver.At("cleaned");
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();
        var position = (await inbox.Has(1))[0].Position;
        await webhook.Becomes(w => long.Parse((string)w["position"]!) >= position);
        var cleanup = running.Service.Services.GetRequiredService<DeliveryCleanup>();
        await cleanup.Round(TestContext.Current.CancellationToken);
        (await webhook.Deliveries()).ShouldHaveSingleItem();

        running.Service.Clock.Advance(Duration.FromDays(30));
        await cleanup.Round(TestContext.Current.CancellationToken);

        (await webhook.Deliveries()).ShouldBeEmpty();
        await Supervisor.RequestsAnAddendum();
        (await inbox.Has(2))[1].Position.ShouldBeGreaterThan(position);
    }

    private void AdvanceTo(JsonNode moment) =>
        running.Service.Clock.Advance(
            Duration.Max(Duration.Zero, Moment(moment) - running.Service.Clock.GetCurrentInstant()) + Duration.FromMilliseconds(1)
        );

    /// <summary>A moment in one of the forms that RFC 9110 section 5.6.7 has for it; asctime fills a day of one digit up with a space.</summary>
    private static string Written(Instant moment, string format)
    {
        var at = moment.ToDateTimeUtc();
        return at.ToString(format.Replace("_d", $"'{at.Day, 2}'", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    private static Instant Moment(JsonNode moment) =>
        Instant.FromDateTimeOffset(DateTimeOffset.Parse((string)moment!, CultureInfo.InvariantCulture));

    private static string[] Signatures(Received received) => received.Headers["webhook-signature"].Split(' ');

    private static string Signed(string secret, Received received) =>
        new StandardWebhook(secret).Sign(
            received.Id,
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(received.Headers["webhook-timestamp"], CultureInfo.InvariantCulture)),
            received.Body
        );
}
