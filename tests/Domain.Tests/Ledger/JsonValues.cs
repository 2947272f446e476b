using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace ClinicNotes.Domain.Tests.Ledger;

/// <summary>JSON as bodies of events hold it, and odder: any text, and names that sort otherwise by bytes than by UTF-16.</summary>
public static class JsonValues
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", "a", "B", "\r", "\u0001", "\"\\/", "\u007f", "\u20ac", "\U0001F600", "\ufb33", "\u2028"),
        ArbMap.Default.GeneratorFor<UnicodeString>().Select(text => new string([.. (text.Get ?? "").Where(c => !char.IsSurrogate(c))]))
    );

    private static readonly Gen<long> Integer = Gen.OneOf(
        Gen.Elements(0, -1, (1L << 53) - 1, 1 - (1L << 53)),
        Gen.Choose(int.MinValue, int.MaxValue).Select(value => (long)value)
    );

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Integer.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Elements(true, false).Select(truth => (JsonNode?)JsonValue.Create(truth)),
        Gen.Constant((JsonNode?)null)
    );

    public static Arbitrary<JsonObject> Objects() => Object(3).ToArbitrary();

    private static Gen<JsonNode?> Node(int depth) =>
        depth == 0
            ? Scalar
            : Gen.OneOf(Scalar, Object(depth - 1).Select(value => (JsonNode?)value), List(depth - 1).Select(value => (JsonNode?)value));

    private static Gen<JsonObject> Object(int depth) =>
        from names in Text.ListOf(4)
        from values in Node(depth).ListOf(4)
        select new JsonObject(
            names
                .Zip(values)
                .DistinctBy(member => member.First)
                .Select(member => KeyValuePair.Create(member.First, member.Second?.DeepClone()))
        );

    private static Gen<JsonArray> List(int depth) =>
        Node(depth).ListOf(3).Select(values => new JsonArray([.. values.Select(value => value?.DeepClone())]));
}
