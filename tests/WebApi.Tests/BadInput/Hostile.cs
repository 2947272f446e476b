using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace ClinicNotes.WebApi.Tests.BadInput;

/// <summary>What a client may send that means no good, or has gone wrong on its way.</summary>
public static class Hostile
{
    /// <summary>The raw text of a JSON value of any kind, size and depth.</summary>
    public sealed record Json(string Text)
    {
        public override string ToString() => Text.Length <= 80 ? Text : $"{Text[..80]}… ({Text.Length} characters)";
    }

    /// <summary>One character or another, of those that have a meaning somewhere between a client and a database.</summary>
    public sealed record Characters(string Text);

    private static readonly string[] OddNumbers =
    [
        "-0",
        "0.0",
        "1e400",
        "-1e400",
        "1e-400",
        "1E+2",
        "46.0",
        "0e0",
        "9007199254740992",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "1e2147483648",
        "0.1e-99999999999999999999",
    ];

    private static readonly string[] OddTexts =
    [
        "",
        " ",
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud800",
        "\\ud83d\\ude00",
        "\\u202e",
        "\\ufeff",
        "\\uffff",
        "\\u2028",
        "'; drop table mt_events; --",
        "<script>alert(1)</script>",
        "{{id}}",
        "${jndi:ldap://x}",
        "%00",
        "../../etc/passwd",
        "data:image/png;base64,",
        "data:image/png;base64,====",
        "data:image/png;base64,iVBORw0KGgo=",
        "2023-02-30",
        "2023-10-20T24:00:00Z",
        "9999-12-31T23:59:60-23:59",
        "-0001-01-01",
        "NaN",
        "null",
    ];

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Elements(OddNumbers),
        ArbMap.Default.GeneratorFor<long>().Select(number => $"{number}"),
        Gen.Choose(1, 200_000).Select(digits => new string('9', digits)),
        Gen.Choose(1, 200_000).Select(digits => "0." + new string('1', digits))
    );

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(OddTexts),
        Gen.Choose(1, 500_000).Select(length => new string('x', length)),
        Gen.Choose(1, 80_000).Select(length => string.Concat(Enumerable.Repeat("\\u0000", length))),
        ArbMap.Default.GeneratorFor<string?>().Select(text => JsonValue.Create(text ?? "").ToJsonString()[1..^1])
    );

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Number,
        Text.Select(text => $"\"{text}\""),
        Gen.Elements(
            "true",
            "false",
            "null",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            """{"":{}}""",
            """{"__proto__":1}""",
            """{"$type":"System.Object"}"""
        )
    );

    private static readonly Gen<string> Nested =
        from value in Scalar
        from levels in Gen.Choose(1, 40)
        from array in Gen.Elements(true, false)
        select array
            ? new string('[', levels) + value + new string(']', levels)
            : string.Concat(Enumerable.Repeat("{\"a\":", levels)) + value + new string('}', levels);

    public static Arbitrary<Json> AnyJson() => Gen.OneOf(Scalar, Nested).Select(text => new Json(text)).ToArbitrary();

    public static Arbitrary<Characters> AnyCharacters() =>
        Gen.OneOf(
                Gen.Elements(OddNumbers).Select(number => number),
                Gen.Elements(OddTexts)
                    .Select(text => JsonNode.Parse($"\"{text.Replace("\\ud800", "\\ufffd").Replace("\\udc00", "")}\"")!.GetValue<string>()),
                ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? ""),
                Gen.Choose(1, 2_000).Select(length => new string('1', length)),
                Gen.Choose(1, 255).Select(value => Encoding.Latin1.GetString([(byte)value]))
            )
            .Select(text => new Characters(text))
            .ToArbitrary();
}
