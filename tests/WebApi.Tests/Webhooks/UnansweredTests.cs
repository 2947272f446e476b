using System.Net;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Webhooks;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>Addresses that take a delivery and never answer it, and that cannot be connected to.</summary>
public sealed class UnansweredTests(Database database)
{
    [Fact]
    public async Task Who_does_not_answer_and_who_cannot_be_reached_is_given_up_in_time_said_to_be_so_and_tried_again()
    {
        await using var receiver = await Receiver.Start();
        var inbox = receiver.At("silent");
        inbox.Answers = (http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted);
        await using var service = new Service(await database.Make());
        service.Settings["Webhooks:AllowedTargets"] = $"{receiver.Target},nowhere.example:80";
        service.Replaced.Add(
            ServiceDescriptor.Singleton(new TargetConnections(AllowedTargets.Parse($"{receiver.Target},nowhere.example:80")!, Resolve))
        );
        await service.Start();
        var after = await LedgerOf.Signed(service);
        var (silent, unreachable) = (
            await Registered.At(service.As("demo-admin"), inbox.Url, after),
            await Registered.At(service.As("demo-admin"), "http://nowhere.example/", after)
        );

        var unreached = await unreachable.Becomes(w => (int)w["failures"]! == 1);
        ((string)unreached["last_error"]!).ShouldBe("The address could not be reached within 5 seconds.");
        var unanswered = await silent.Becomes(w => (int)w["failures"]! == 1);
        ((string)unanswered["last_error"]!).ShouldBe("The address did not answer within 15 seconds.");
        unanswered["position"]!.ToJsonString().ShouldBe($"\"{after}\"");

        inbox.AnswersWith(204);
        service.Clock.AdvanceMinutes(1);
        var received = await inbox.Has(2);
        received[1].Id.ShouldBe(received[0].Id);
        await silent.Becomes(w => w["last_error"] is null);
    }

    private static async Task<IPAddress[]> Resolve(string host, CancellationToken cancellation)
    {
        if (host == "nowhere.example")
            await Task.Delay(Timeout.Infinite, cancellation);
        return await Dns.GetHostAddressesAsync(host, cancellation);
    }
}
