using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Webhooks;

public class WebhookDecisionTests
{
    private static readonly WebhookRegistered Registered = new(5, "https://a.example", [], 17, "one", 124, Role.Admin, Times.Morning);
    private static readonly WebhookPaused Paused = new(5, null, 124, Role.Admin, Times.Morning);
    private static readonly WebhookDeleted Deleted = new(5, 124, Role.Admin, Times.Morning);

    [Fact]
    public void An_admin_registers_one_for_types_each_named_once()
    {
        var decided = WebhookDecisions.Register(
            5,
            "https://a.example",
            ["a", "b", "a"],
            17,
            "one",
            People.Admin,
            Times.Between(Times.Morning)
        );

        decided.Event!.Types.ShouldBe(["a", "b"]);
        (decided.Event with { Types = Registered.Types }).ShouldBe(Registered);
    }

    [Fact]
    public void Nobody_else_manages_webhooks()
    {
        WebhookDecisions
            .Register(5, "https://a.example", [], 17, "one", People.Supervisor, Times.Morning)
            .Refusal.ShouldBe(Refusal.NotPermitted);
        Given(Registered).When(w => WebhookDecisions.Pause(w, People.Supervisor, Times.Afternoon)).Then(Refusal.NotPermitted);
        Given(Registered, Paused).When(w => WebhookDecisions.Resume(w, People.Supervisor, Times.Afternoon)).Then(Refusal.NotPermitted);
        Given(Registered).When(w => WebhookDecisions.Replay(w, 0, People.Supervisor, Times.Afternoon)).Then(Refusal.NotPermitted);
        Given(Registered).When(w => WebhookDecisions.RotateSecret(w, "two", People.Supervisor, Times.Afternoon)).Then(Refusal.NotPermitted);
        Given(Registered).When(w => WebhookDecisions.Delete(w, People.Supervisor, Times.Afternoon)).Then(Refusal.NotPermitted);
    }

    [Fact]
    public void What_is_not_there_or_deleted_is_not_found()
    {
        foreach (var given in new[] { Given(), Given(Registered, Deleted) })
        {
            given.When(w => WebhookDecisions.Pause(w, People.Admin, Times.Afternoon)).Then(Refusal.WebhookNotFound);
            given.When(w => WebhookDecisions.Suspend(w, "gone", Times.Afternoon)).Then(Refusal.WebhookNotFound);
            given.When(w => WebhookDecisions.Resume(w, People.Admin, Times.Afternoon)).Then(Refusal.WebhookNotFound);
            given.When(w => WebhookDecisions.Replay(w, 0, People.Admin, Times.Afternoon)).Then(Refusal.WebhookNotFound);
            given.When(w => WebhookDecisions.RotateSecret(w, "two", People.Admin, Times.Afternoon)).Then(Refusal.WebhookNotFound);
            given.When(w => WebhookDecisions.Delete(w, People.Admin, Times.Afternoon)).Then(Refusal.WebhookNotFound);
        }
    }

    [Fact]
    public void Pausing_what_is_paused_and_resuming_what_is_not_changes_nothing()
    {
        Given(Registered, Paused).When(w => WebhookDecisions.Pause(w, People.Admin, Times.Afternoon)).ThenNothing();
        Given(Registered, Paused).When(w => WebhookDecisions.Suspend(w, "gone", Times.Afternoon)).ThenNothing();
        Given(Registered).When(w => WebhookDecisions.Resume(w, People.Admin, Times.Afternoon)).ThenNothing();
    }

    [Fact]
    public void What_the_service_pauses_by_itself_says_why_and_names_nobody() =>
        Given(Registered)
            .When(w => WebhookDecisions.Suspend(w, "gone", Times.Afternoon))
            .Then(new WebhookPaused(5, "gone", null, null, Times.Afternoon));

    [Fact]
    public void During_a_rotation_two_secrets_sign_and_afterwards_the_new_one()
    {
        var rotated = WebhookDecisions.RotateSecret(Given(Registered).State, "two", People.Admin, Times.Afternoon).Event!;
        var webhook = Given(Registered, rotated).State!;

        webhook.SecretsAt(Times.Afternoon + WebhookDecisions.Rotation - Duration.FromMilliseconds(1)).ShouldBe(["two", "one"]);
        webhook.SecretsAt(Times.Afternoon + WebhookDecisions.Rotation).ShouldBe(["two"]);
    }

    [Fact]
    public void A_second_rotation_gives_a_former_secret_no_more_time()
    {
        var first = WebhookDecisions.RotateSecret(Given(Registered).State, "two", People.Admin, Times.Morning).Event!;
        var second = WebhookDecisions.RotateSecret(Given(Registered, first).State, "three", People.Admin, Times.Afternoon).Event!;
        var webhook = Given(Registered, first, second).State!;

        webhook.SecretsAt(Times.Afternoon).ShouldBe(["three", "two", "one"]);
        webhook.SecretsAt(Times.Morning + WebhookDecisions.Rotation).ShouldBe(["three", "two"]);
    }

    [Fact]
    public void A_replay_begins_delivery_anew()
    {
        var webhook = Given(Registered, new WebhookReplayed(5, 3, 124, Role.Admin, Times.Afternoon)).State!;

        (webhook.Starts, webhook.After).ShouldBe((2, 3));
    }

    private static Given<Webhook> Given(params object[] events) => Tests.Given.Events<Webhook>(Webhook.Evolve, events);
}
