using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>A service that is killed while a delivery waits to be tried again, and started again on the same database.</summary>
public sealed class KilledInBackoffTests(Database database) : IAsyncLifetime
{
    private const string Requested = "clinicnotes.addendum.requested.v1";
    private const int Before = 3;

    private Receiver _receiver = null!;
    private Service _again = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.Start();
        _again = new Service(await database.Make());
        _again.Settings["Webhooks:AllowedTargets"] = _receiver.Target;
    }

    public async ValueTask DisposeAsync()
    {
        await _again.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task The_next_attempt_comes_when_it_was_due_with_the_same_id_and_what_follows_comes_after_it()
    {
        var (failing, witness) = (_receiver.At("failing"), _receiver.At("witness"));
        failing.AnswersWith(503);
        await using var killed = await ServiceProcess.Start(
            _again.ConnectionString,
            ("Ledger__Key", LedgerOf.Key),
            ("Webhooks__Key", LedgerOf.Key),
            ("Webhooks__AllowedTargets", _receiver.Target)
        );
        var webhook = await Registers(killed.As("demo-admin"), failing.Url);
        await Registers(killed.As("demo-admin"), witness.Url);
        for (var i = 0; i < Before; i++)
            await killed.As("demo-supervisor").RequestsAnAddendum();
        await witness.Has(Before);
        // Four seconds or more are left until the next attempt.
        await webhook.Becomes(w => (int)w["failures"]! == 3);
        await killed.Signal("KILL");
        await killed.End();
        var tries = failing.All.Length;
        failing.AnswersWith(200);

        var due = Instant.FromDateTimeUtc(await _again.Scalar<DateTime>("select max(next_attempt_at) from webhook_progress"));
        _again.Clock.Reset(due - Duration.FromMilliseconds(1));
        await _again.Start();
        // What is due, the one who looks for that finds together.
        for (var i = 1; i <= 3; i++)
        {
            await _again.As("demo-supervisor").RequestsAnAddendum();
            await witness.Has(Before + i);
        }

        failing.All.Length.ShouldBe(tries);
        _again.Clock.Advance(Duration.FromMilliseconds(1));

        var received = (await failing.Has(tries + Before + 3))[(tries - 1)..];
        received[1].Id.ShouldBe(received[0].Id);
        received[1..].Select(e => e.Id).ShouldBe(witness.All.Select(e => e.Id));
    }

    private async Task<Registered> Registers(Client admin, string url)
    {
        var webhook = new JsonObject
        {
            ["url"] = url,
            ["types"] = new JsonArray(Requested),
            ["after"] = $"{await LedgerOf.Size(_again)}",
        };
        var reply = await admin.Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        return new(admin, reply.ShouldBe(HttpStatusCode.Created).Headers.Location!.ToString(), Secret: "");
    }
}
