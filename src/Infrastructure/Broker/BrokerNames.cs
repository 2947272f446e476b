using Microsoft.Extensions.Configuration;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>What the service has in RabbitMQ. Two installations on one virtual host need two names.</summary>
/// <param name="Name">The setting <c>RabbitMq:Name</c>, with which all of it begins.</param>
/// <param name="KeepsUnrouted">The setting <c>RabbitMq:KeepUnrouted</c>: whether events that nobody has bound a queue for are kept.</param>
internal sealed record BrokerNames(string Name, bool KeepsUnrouted)
{
    /// <summary>The topic exchange that events are published to.</summary>
    public string Events => $"{Name}.events";

    /// <summary>The exchange and the queue of events that no other queue takes.</summary>
    public string Unrouted => $"{Name}.unrouted";

    /// <summary>The queue of session notes that the system which owns them tells of.</summary>
    public string SessionNotes => $"{Name}.session_notes";

    /// <summary>The queue of those messages that are wrong, each with the reason.</summary>
    public string DeadLetters => $"{Name}.session_notes.dead";

    public static BrokerNames From(IConfiguration settings) =>
        new(settings["RabbitMq:Name"] is { Length: > 0 } given ? given : "clinicnotes", settings.GetValue("RabbitMq:KeepUnrouted", true));

    /// <summary>By what queues are bound for an event, such as <c>clinic.1.clinicnotes.addendum.requested.v1</c>.</summary>
    public static string RoutingKey(long clinicId, string type) => $"clinic.{clinicId}.{type}";
}
