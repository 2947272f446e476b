using System.Globalization;
using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>What a body says of its moment and its signature.</summary>
internal static class JsonTimes
{
    private static readonly string[] NotWhen = ["review_date", "expires_at"];

    /// <summary>The member that says when it was recorded, and what it says.</summary>
    public static (JsonObject Body, string Member, DateTime Time) Of(string data)
    {
        var body = JsonNode.Parse(data)!.AsObject();
        var member = body.Single(m => m.Key.EndsWith("_at", StringComparison.Ordinal) && !NotWhen.Contains(m.Key)).Key;
        return (body, member, DateTime.Parse((string)body[member]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
    }

    public static string Signature(string data) => JsonNode.Parse(data)!["signature"]!.ToJsonString();
}
