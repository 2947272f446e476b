using System.Text.Json;
using ClinicNotes.Application.Retries;
using Wolverine;

namespace ClinicNotes.Infrastructure.Retries;

/// <summary>How a claim comes with a command to where its event is recorded.</summary>
public static class ClaimOfCommand
{
    private const string Header = "claim";

    public static DeliveryOptions Under(this Claim claim) => new DeliveryOptions().WithHeader(Header, JsonSerializer.Serialize(claim));

    /// <summary>The claim under which the command is carried out; <c>null</c> when its request had no key.</summary>
    public static Claim? Claim(this IMessageContext command) =>
        command.Envelope is { } envelope && envelope.TryGetHeader(Header, out var claim) ? JsonSerializer.Deserialize<Claim>(claim!) : null;
}
