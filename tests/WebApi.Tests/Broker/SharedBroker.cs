using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.WebApi.Tests.Broker;

[assembly: AssemblyFixture(typeof(SharedBroker))]

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>The one RabbitMQ of all tests, started when the first of them asks for it. Each service under test has a name of its own there.</summary>
public sealed class SharedBroker : IAsyncDisposable
{
    private readonly Lazy<Task<RabbitNode>> _node = new(RabbitNode.Make);

    public async Task<string> Uri() => (await _node.Value).Uri;

    /// <summary>A service, not yet started, that publishes there and takes in from there.</summary>
    internal async Task<(Service Service, BrokerNames Names)> Service(string connectionString)
    {
        var service = new Service(connectionString);
        var names = new BrokerNames($"test-{Guid.NewGuid():N}", KeepsUnrouted: true);
        service.Settings["ConnectionStrings:RabbitMq"] = await Uri();
        service.Settings["RabbitMq:Name"] = names.Name;
        return (service, names);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node.IsValueCreated)
            await (await _node.Value).DisposeAsync();
    }
}
