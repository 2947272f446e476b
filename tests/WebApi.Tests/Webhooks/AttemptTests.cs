using System.Globalization;
using System.Text.Json.Nodes;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Webhooks;
using ClinicNotes.WebApi.Tests.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>What is told of each attempt to deliver an event.</summary>
public sealed class AttemptTests(DeliveringService running, Database database) : IClassFixture<DeliveringService>
{
    private static readonly string[] OnlyRequested = ["clinicnotes.addendum.requested.v1"];

    private Client Supervisor => running.Service.As("demo-supervisor");

    [Fact]
    public async Task Each_attempt_is_listed_with_when_it_was_and_what_came_of_it_and_when_the_next_was_due()
    {
        var inbox = running.Receiver.At("failing-variously");
        var attempt = 0;
        inbox.Answers = async (http, _) =>
        {
            switch (++attempt)
            {
                case 1:
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
                    http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                    break;
                case 2:
                    http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    http.Response.Headers.RetryAfter = "60";
                    break;
                case 3:
                    http.Abort();
                    break;
            }
        };
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();

        string[] due = [await Fails(webhook, 1), await Fails(webhook, 2), await Fails(webhook, 3)];
        await webhook.Becomes(w => (int)w["failures"]! == 0);

        var delivery = (await webhook.Deliveries()).ShouldHaveSingleItem();
        var log = delivery["attempt_log"]!.AsArray();
        log.Select(a => (int)a!["number"]!).ShouldBe([1, 2, 3, 4]);
        log.Select(a => (int?)a!["response_status"]).ShouldBe([500, 429, null, 200]);
        log.Select(a => (string?)a!["error"])
            .ShouldBe(["The address answered 500.", "The address answered 429.", "The address broke the connection off.", null]);
        log.Select(a => (string?)a!["next_attempt_at"]).ShouldBe([.. due, null]);
        foreach (var (next, dueAt) in log.Skip(1).Zip(due))
            Moment(next!["at"]!).ShouldBeGreaterThanOrEqualTo(Moment(dueAt));
        ((long)log[0]!["duration_ms"]!).ShouldBeGreaterThanOrEqualTo(100);
        foreach (var field in new[] { "duration_ms", "response_status", "error" })
            JsonNode.DeepEquals(delivery[field], log[^1]![field]).ShouldBeTrue(field);
        ((string)delivery["first_attempt_at"]!, (string)delivery["last_attempt_at"]!).ShouldBe(
            ((string)log[0]!["at"]!, (string)log[^1]!["at"]!)
        );

        var called = await Called.Program(running.Service, "webhooks", "deliveries", "--clinic=1", $"--id={webhook.Path.Split('/')[^1]}");
        called.Code.ShouldBe(0, called.Complaint);
        var lines = called.Said.Split('\n').Where(line => line.Contains("ms", StringComparison.Ordinal)).ToArray();
        lines.Length.ShouldBe(4);
        foreach (var (line, a) in lines.Zip(log.Reverse()))
            line.ShouldContain((string?)a!["error"] ?? "delivered");
    }

    [Fact]
    public async Task An_event_that_is_delivered_at_once_has_one_attempt()
    {
        var inbox = running.Receiver.At("taking");
        var webhook = await running.Registers(inbox, OnlyRequested);
        await Supervisor.RequestsAnAddendum();

        JsonNode[] deliveries = [];
        await Patiently.Until(async () => (deliveries = await webhook.Deliveries()) is not []);

        var only = deliveries.ShouldHaveSingleItem()["attempt_log"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)only["number"]!, (int)only["response_status"]!).ShouldBe((1, 200));
        only["next_attempt_at"].ShouldBeNull();
    }

    [Fact]
    public async Task The_last_attempts_are_kept_and_all_are_counted()
    {
        const int more = 3;
        var registered = await running.Registers(running.Receiver.At("never-asked"), OnlyRequested);
        await registered.Does("pause");
        var id = long.Parse(registered.Path.Split('/')[^1], CultureInfo.InvariantCulture);
        var webhook = new Webhook(id, "", [], Starts: 1, After: 0, [], Paused: null, default, default);
        var rows = running.Service.Services.GetRequiredService<DeliveryRows>();
        var now = running.Service.Clock.GetCurrentInstant();

        for (var number = 1; number <= NotedAttempts.Kept + more; number++)
        {
            var failed = new Attempt("event", now, number, Status: null, "It failed.", RetryAfter: null);
            await rows.Fail(1, webhook, 0, new TriedEvent(1, failed, now), TestContext.Current.CancellationToken);
        }

        var delivery = (await registered.Deliveries()).ShouldHaveSingleItem();
        ((int)delivery["attempts"]!).ShouldBe(NotedAttempts.Kept + more);
        var kept = Enumerable.Range(more + 1, NotedAttempts.Kept).ToArray();
        delivery["attempt_log"]!.AsArray().Select(a => (int)a!["number"]!).ShouldBe(kept);
        delivery["attempt_log"]!.AsArray().Select(a => (int)a!["duration_ms"]!).ShouldBe(kept);
    }

    [Fact]
    public async Task Of_deliveries_that_an_earlier_version_noted_the_last_attempt_is_known()
    {
        var connectionString = await database.Make();
        Registered webhook;
        await using (var earlier = await Start(connectionString))
        {
            webhook = await Registered.At(earlier.As("demo-admin"), running.Receiver.At("of-earlier").Url, after: 0, OnlyRequested);
            await webhook.Does("pause");
            await earlier.Execute(
                $"""
                alter table webhook_deliveries drop column next_attempt_at, drop column earlier_attempts;
                update clinicnotes_schema set fingerprint = 'of an earlier version';
                insert into webhook_deliveries values ('1', {webhook.Path.Split('/')[^1]}, 99, 1, 'event', false, 7,
                    '2023-10-20T09:00Z', '2023-10-20T09:30Z', 12, 500, 'The address answered 500.')
                """
            );
        }

        await using var later = await Start(connectionString);
        var delivery = (await (webhook with { Admin = later.As("demo-admin") }).Deliveries()).Single(d =>
            (string)d["event_id"]! == "event"
        );
        var known = delivery["attempt_log"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)known["number"]!, (int)known["response_status"]!, (string)known["at"]!).ShouldBe((7, 500, "2023-10-20T09:30:00.000Z"));
    }

    private async Task<Service> Start(string connectionString)
    {
        var service = new Service(connectionString);
        service.Settings["Webhooks:AllowedTargets"] = running.Receiver.Target;
        await service.Start();
        await service.IsReady();
        return service;
    }

    /// <summary>Waits until the next event has failed so often, gives when it is due again, and has that moment come.</summary>
    private async Task<string> Fails(Registered webhook, int times)
    {
        var due = (await webhook.Becomes(w => (int)w["failures"]! == times))["next_attempt_at"]!;
        var wait = Moment(due) - running.Service.Clock.GetCurrentInstant() + Duration.FromMilliseconds(1);
        running.Service.Clock.Advance(Duration.Max(Duration.Zero, wait));
        return (string)due!;
    }

    private static Instant Moment(JsonNode moment) =>
        Instant.FromDateTimeOffset(DateTimeOffset.Parse((string)moment!, CultureInfo.InvariantCulture));
}
