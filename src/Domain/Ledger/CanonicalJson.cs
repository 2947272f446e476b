using System.Text.Json;

namespace ClinicNotes.Domain.Ledger;

/// <summary>
/// Canonical JSON (RFC 8785) in UTF-8, the one form of a value that is hashed. Of numbers, only integers from -(2^53-1) to 2^53-1 are
/// known: events hold no other, and no two verifiers can differ on these.
/// </summary>
public static class CanonicalJson
{
    private const long LargestInteger = (1L << 53) - 1;

    /// <summary>The canonical form of a value, or <c>null</c> when it has none here.</summary>
    /// <param name="value">Any JSON value.</param>
    /// <param name="refusal">Why there is none: a number that is no such integer, a name that comes twice, or a lone surrogate.</param>
    public static byte[]? Of(JsonElement value, out string? refusal)
    {
        using var writer = new CanonicalWriter();
        try
        {
            refusal = Write(writer, value);
        }
        catch (InvalidOperationException lone)
        {
            // Sorting puts an exception of its own around one of the order.
            refusal = (lone.InnerException ?? lone).Message;
        }

        return refusal is null ? writer.Written.ToArray() : null;
    }

    /// <summary>The canonical form of what this JSON text says, or <c>null</c>, also when it is no JSON.</summary>
    public static byte[]? Of(string json, out string? refusal)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement, out refusal);
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException)
        {
            refusal = notJson.Message;
            return null;
        }
    }

    private static string? Write(CanonicalWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(writer, value);
            case JsonValueKind.Array:
                return WriteArray(writer, value);
            case JsonValueKind.Number:
                if (!value.TryGetInt64(out var number) || number is > LargestInteger or < -LargestInteger)
                    return $"The number {value.GetRawText()} is no integer from -(2^53-1) to 2^53-1.";
                writer.Number(number);
                return null;
            case JsonValueKind.String:
                writer.Text(value);
                return null;
            default:
                writer.Raw(Literal(value.ValueKind));
                return null;
        }
    }

    private static string? WriteObject(CanonicalWriter writer, JsonElement value)
    {
        var members = new JsonProperty[value.GetPropertyCount()];
        var count = 0;
        foreach (var member in value.EnumerateObject())
            members[count++] = member;
        Array.Sort(members, MemberOrder.Compare);

        writer.Raw("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0 && MemberOrder.Compare(members[i], members[i - 1]) == 0)
                return $"The name {members[i].Name} comes twice.";
            writer.Raw(i == 0 ? ""u8 : ","u8).Name(members[i]);
            if (Write(writer, members[i].Value) is { } refusal)
                return refusal;
        }

        writer.Raw("}"u8);
        return null;
    }

    private static string? WriteArray(CanonicalWriter writer, JsonElement value)
    {
        writer.Raw("["u8);
        var separator = ""u8;
        foreach (var item in value.EnumerateArray())
        {
            writer.Raw(separator);
            if (Write(writer, item) is { } refusal)
                return refusal;
            separator = ","u8;
        }

        writer.Raw("]"u8);
        return null;
    }

    private static ReadOnlySpan<byte> Literal(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.True => "true"u8,
            JsonValueKind.False => "false"u8,
            _ => "null"u8,
        };
}
