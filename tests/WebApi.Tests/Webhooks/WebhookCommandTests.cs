using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Commands;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>Webhooks by the command line, delivered by a service on the same database.</summary>
public sealed class WebhookCommandTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_webhook_is_managed_as_over_http()
    {
        var registered = await Json(
            "register",
            "--url=https://hooks.example.com/a",
            "--type=clinicnotes.sign_off.recorded.v1",
            "--after=3"
        );
        var shown = registered["webhook"]!.AsObject();
        var (id, secret) = ($"--id={shown["id"]}", (string)shown["secret"]!);
        (await Json("pause", id))["webhook"]!["paused_at"].ShouldNotBeNull();
        var paused = (await Json("show", id)).ToJsonString();
        (await running.Admin.Get($"/v1/clinic/webhooks/{shown["id"]}")).Json.ToJsonString().ShouldBe(paused);

        ((string)(await Json("rotate", id))["webhook"]!["secret"]!).ShouldNotBe(secret);
        ((string)(await Json("replay", id, "--after=0"))["webhook"]!["position"]!).ShouldBe("0");
        (await Json("list"))["webhooks"]!.AsArray().Select(webhook => (long)webhook!["id"]!).ShouldContain((long)shown["id"]!);
        (await Json("deliveries", id))["deliveries"]!.AsArray().ShouldBeEmpty();
        ((string)(await Json("resume", id))["webhook"]!["status"]!).ShouldBe("active");
        await Json("delete", id);
        (await Call("show", id)).ShouldBe((1, "", "Webhook not found\n"));
    }

    [Fact]
    public async Task The_secret_is_alone_on_its_line()
    {
        var (code, said, complaint) = await Call("register", "--url=https://hooks.example.com/b");

        code.ShouldBe(0, complaint);
        said.Split('\n')[^2].ShouldStartWith("whsec_");
    }

    [Theory]
    [InlineData(200, 0, "delivered.")]
    [InlineData(500, 1, "The address answered 500.")]
    public async Task A_test_that_is_not_delivered_fails(int answer, int code, string said)
    {
        await using var receiver = await Receiver.Start();
        var inbox = receiver.At("tested");
        inbox.AnswersWith(answer);
        var allowed = ("Webhooks__AllowedTargets", receiver.Target);
        var registered = await Called.With(allowed, running.Service, "webhooks", "register", "--clinic=1", $"--url={inbox.Url}", "--json");

        var id = $"--id={registered.Json["webhook"]!["id"]}";
        var tested = await Called.With(allowed, running.Service, "webhooks", "test", "--clinic=1", id);

        (tested.Code, tested.Said.TrimEnd().EndsWith(said, StringComparison.Ordinal)).ShouldBe(
            (code, true),
            tested.Said + tested.Complaint
        );
        inbox.All.ShouldHaveSingleItem().Id.ShouldStartWith("test-");
    }

    [Fact]
    public async Task What_is_refused_is_said_in_the_words_of_the_service() =>
        (await Call("register", "--url=http://localhost/a", "--type=any")).ShouldBe(
            (1, "", "url must be an https URL\ntypes names what is no type of event\n")
        );

    private async Task<JsonObject> Json(params string[] arguments)
    {
        var called = await Called.Program(running.Service, ["webhooks", arguments[0], "--clinic=1", .. arguments[1..], "--json"]);
        called.Code.ShouldBe(0, called.Complaint);
        return called.Json;
    }

    private async Task<(int, string, string)> Call(params string[] arguments)
    {
        var (code, said, complaint) = await Called.Program(running.Service, ["webhooks", arguments[0], "--clinic=1", .. arguments[1..]]);
        return (code, said, complaint);
    }
}
