using System.Net;
using System.Net.Sockets;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Webhooks;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>A webhook's name that stands for a public address when it is registered, and for one of this host's when it is delivered to.</summary>
public sealed class ReboundNameTests(Database database) : IDisposable
{
    private const string Refused = "hooks.example.com stands for no public address.";

    /// <summary>Of a block that was given back to IANA (RFC 3701): public, and nobody's.</summary>
    private static readonly IPAddress Public = IPAddress.Parse("3ffe::1");

    private readonly TcpListener _listener = TcpListener.Create(0);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Nothing_is_sent_to_a_name_that_comes_to_stand_for_an_inner_address_after_it_was_registered(string inner)
    {
        _listener.Start();
        var (address, asked) = (Public, 0);
        await using var service = new Service(await database.Make());
        service.Replaced.Add(
            ServiceDescriptor.Singleton(
                new TargetConnections(
                    AllowedTargets.None,
                    (_, _) =>
                    {
                        asked++;
                        return Task.FromResult<IPAddress[]>([address]);
                    }
                )
            )
        );
        await service.Start();
        var url = $"https://hooks.example.com:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        var registered = await Registered.At(service.As("demo-admin"), url, await LedgerOf.Signed(service));
        var first = await registered.Becomes(w => (int)w["failures"]! == 1);
        ((string)first["last_error"]!).ShouldNotBe(Refused);
        asked.ShouldBe(1);

        address = IPAddress.Parse(inner);
        service.Clock.AdvanceSeconds(2);

        var now = await registered.Becomes(w => (int)w["failures"]! == 2);
        ((string)now["last_error"]!).ShouldBe(Refused);
        ((string)(await registered.Does("test"))["test"]!["error"]!).ShouldBe(Refused);
        asked.ShouldBe(3);
        _listener.Pending().ShouldBeFalse();
    }

    public void Dispose() => _listener.Dispose();
}
