using System.Globalization;
using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>Other values than a column has.</summary>
internal static class Alterations
{
    public static string? Of(Column column, string? value, IReadOnlyList<Row> rows, Random chance)
    {
        while (true)
        {
            var other = chance.Next(4) switch
            {
                0 => rows[chance.Next(rows.Count)].Find(column.Name),
                1 when column.IsNullable => null,
                _ => Changed(column.Type, value, chance),
            };
            if (other != value && (other is not null || column.IsNullable))
                return other;
        }
    }

    /// <summary>A body that says something else.</summary>
    public static string Body(string body, Random chance)
    {
        var root = JsonNode.Parse(body)!.AsObject();
        var places = Scalars(root).ToList();
        var (parent, name) = places[chance.Next(places.Count)];
        switch (chance.Next(8))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                parent[name] = null;
                break;
            case 2:
                parent[$"{name}_too"] = parent[name]?.DeepClone();
                break;
            default:
                parent[name] = Other(parent[name], chance);
                break;
        }

        return root.ToJsonString();
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Scalars(JsonNode? node) =>
        node switch
        {
            JsonObject parent => parent.SelectMany(member =>
                member.Value is JsonObject or JsonArray { Count: > 0 } ? Scalars(member.Value) : [(parent, member.Key)]
            ),
            JsonArray { Count: > 0 } items when items[0] is JsonObject => items.SelectMany(Scalars),
            JsonArray { Parent: JsonObject parent } items => [(parent, items.GetPropertyName())],
            _ => [],
        };

    private static JsonNode? Other(JsonNode? value, Random chance) =>
        value switch
        {
            JsonValue number when number.TryGetValue<long>(out var n) => chance.Next(4) switch
            {
                0 => -n,
                1 => chance.Next(2) == 0 ? n.ToString(CultureInfo.InvariantCulture) : "forty-six",
                _ => n + 1 + chance.Next(3),
            },
            JsonValue text when text.TryGetValue<string>(out var s) => chance.Next(8) == 0 ? s.Length : Text(s, chance),
            JsonArray => new JsonArray(46, "admin"),
            _ => 1,
        };

    private static string? Changed(string type, string? value, Random chance) =>
        (type, value) switch
        {
            ("boolean", _) => value == "true" ? "false" : "true",
            ("bytea", null) => $"\\x{Convert.ToHexStringLower(Random32(chance))}",
            ("bytea", _) => $"\\x{Convert.ToHexStringLower(Bytes(Convert.FromHexString(value[2..]), chance))}",
            ("bigint" or "integer", null) => "1",
            ("bigint" or "integer", _) => Number(long.Parse(value, CultureInfo.InvariantCulture), chance),
            ("timestamp with time zone", null) => "2023-10-20 10:00:00+00",
            ("timestamp with time zone", _) => Time(value, chance),
            ("uuid", _) => new Guid(Random32(chance)[..16]).ToString(),
            ("jsonb" or "json", null) => "{}",
            ("jsonb" or "json", _) => Body(value, chance),
            ("character varying" or "text", null) => "1",
            ("character varying" or "text", _) => Text(value, chance),
            _ => throw new NotSupportedException($"How is a {type} altered?"),
        };

    private static byte[] Random32(Random chance)
    {
        var bytes = new byte[32];
        chance.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Bytes(byte[] bytes, Random chance)
    {
        var at = chance.Next(Math.Max(1, bytes.Length));
        switch (chance.Next(bytes.Length == 0 ? 1 : 5))
        {
            case 0:
                return [.. bytes, 0];
            case 1:
                return bytes[..at];
            default:
                byte[] flipped = [.. bytes];
                flipped[at] ^= (byte)(1 << chance.Next(8));
                return flipped;
        }
    }

    private static string Number(long number, Random chance) =>
        (
            chance.Next(5) switch
            {
                0 => number - 1,
                1 => -number,
                2 => number + 1_000_000_000L,
                _ => number + 1 + chance.Next(3),
            }
        ).ToString(CultureInfo.InvariantCulture);

    private static string Time(string time, Random chance) =>
        chance.Next(5) switch
        {
            0 => "infinity",
            1 => "-infinity",
            2 => time.Replace("2023", "2022"),
            3 => time.Replace("+00", "+01"),
            _ => time.Replace("2023-10-20", "2023-10-21"),
        };

    private static string Text(string text, Random chance)
    {
        if (text.Length == 0)
            return "x";

        var at = chance.Next(text.Length);
        return chance.Next(5) switch
        {
            0 => text[..at],
            1 => text + "0",
            2 => text[..at] + text[(at + 1)..],
            _ => text[..at] + (char)(text[at] is 'z' or 'Z' or '9' or > 'z' ? '4' : text[at] + 1) + text[(at + 1)..],
        };
    }
}
