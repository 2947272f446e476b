using System.Globalization;
using ClinicNotes.Application.History;
using NodaTime;
using NodaTime.Text;

namespace ClinicNotes.WebApi.Audit;

/// <summary>How the pages say what the interface has names for.</summary>
internal static class Words
{
    private static readonly InstantPattern Seconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");
    private static readonly InstantPattern Fraction = InstantPattern.CreateWithInvariantCulture(".fff");

    /// <summary>The name of a type of event, of a kind of read, or of a status: <c>sign_off_recorded</c> is Sign-off recorded.</summary>
    public static string Name(string name) =>
        Capital(
            name.Replace("sign_", "sign-", StringComparison.Ordinal)
                .Replace('_', ' ')
                .Replace("session-note", "session note", StringComparison.Ordinal)
        );

    public static string Field(string field) =>
        field switch
        {
            "instructions_response" => "Response",
            "responded_signature" => "Signature of the response",
            "provider_id" => "Provider (user)",
            _ => Name(field),
        };

    /// <summary>The thing that a stream tells of: <c>addendum-39</c> is Addendum 39.</summary>
    public static string Stream(string stream)
    {
        var dash = stream.LastIndexOf('-');
        return dash > 0 && long.TryParse(stream.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? $"{Name(stream[..dash])} {stream[(dash + 1)..]}"
            : Name(stream);
    }

    public static string Actor(HistoryResponse.ActorThen actor) => Actor(actor.Id, actor.Name, actor.Role);

    public static string Actor(long? id, string? name, string? role) =>
        id is not null ? name ?? $"User {id}"
        : role is null ? "The service by itself"
        : "Operator of the service";

    public static string Day(Instant instant) => Seconds.Format(instant);

    public static string Milliseconds(Instant instant) => Fraction.Format(instant);

    public static string Value(object? value) =>
        value switch
        {
            Instant instant => $"{Day(instant)}{Milliseconds(instant)} UTC",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    /// <summary>A number with what there are that many of: 1 event, 2 events.</summary>
    public static string Count(long number, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : several ?? one + "s")}");

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
