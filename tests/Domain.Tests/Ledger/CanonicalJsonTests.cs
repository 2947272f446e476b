using System.Text;
using System.Text.Json.Nodes;
using ClinicNotes.Domain.Ledger;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Ledger;

[Properties(Arbitrary = [typeof(JsonValues)])]
public class CanonicalJsonTests
{
    [Property]
    public void The_canonical_form_of_a_canonical_form_is_itself(JsonObject value) =>
        Canonical(Canonical(value.ToJsonString())).ShouldBe(Canonical(value.ToJsonString()));

    [Property]
    public void The_order_of_names_does_not_matter(JsonObject value)
    {
        var reversed = new JsonObject(value.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Canonical(reversed.ToJsonString()).ShouldBe(Canonical(value.ToJsonString()));
    }

    [Property]
    public void The_canonical_form_says_the_same(JsonObject value) =>
        JsonNode.DeepEquals(JsonNode.Parse(Canonical(value.ToJsonString())), value).ShouldBeTrue();

    [Fact]
    public void Names_are_sorted_by_their_UTF_16_code_units_as_in_section_3_2_3_of_RFC_8785()
    {
        const string json = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;
        JsonNode
            .Parse(Canonical(json))!
            .AsObject()
            .Select(member => member.Value!.GetValue<string>())
            .ShouldBe([
                "Carriage Return",
                "One",
                "Control",
                "Latin Small Letter O With Diaeresis",
                "Euro Sign",
                "Emoji: Grinning Face",
                "Hebrew Letter Dalet With Dagesh",
            ]);
    }

    [Theory]
    [InlineData(""" { "literals": [ null, true, false ] } """, """{"literals":[null,true,false]}""")]
    [InlineData(""" { "b": {}, "a": [ ], "": -0 } """, """{"":0,"a":[],"b":{}}""")]
    [InlineData("""[9007199254740991, -9007199254740991]""", """[9007199254740991,-9007199254740991]""")]
    [InlineData("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    [InlineData("\"\\u0008\\u0009\\u000a\\u000c\\u000d\\u001F\\u007f\\u2028<>&+\"", "\"\\b\\t\\n\\f\\r\\u001f\u007f\u2028<>&+\"")]
    public void What_is_canonical_is_fixed_to_the_byte(string json, string canonical) => Canonical(json).ShouldBe(canonical);

    [Theory]
    [InlineData("""{"a":[1.0]}""", "1.0")]
    [InlineData("1e3", "1e3")]
    [InlineData("0.5", "0.5")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("-9007199254740992", "-9007199254740992")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    public void A_number_that_is_no_exact_integer_is_refused_by_name(string json, string number)
    {
        CanonicalJson.Of(json, out var refusal).ShouldBeNull();
        refusal.ShouldBe($"The number {number} is no integer from -(2^53-1) to 2^53-1.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1,"\u0061":1}""")]
    [InlineData("""["\ud83d"]""")]
    [InlineData("""{"\ude00":1}""")]
    public void What_is_no_JSON_that_all_read_alike_is_refused(string json)
    {
        CanonicalJson.Of(json, out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_text_with_half_a_surrogate_pair_is_refused()
    {
        CanonicalJson.Of(new string(['"', '\ud83d', '"']), out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"\ude00":1}""")]
    [InlineData("""{"\ude00":1,"a":2}""")]
    public void A_name_with_half_a_surrogate_pair_is_refused_for_that(string json)
    {
        CanonicalJson.Of(json, out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNull().ShouldContain("UTF-16");
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused_in_what_is_parsed_already()
    {
        using var parsed = System.Text.Json.JsonDocument.Parse("""{"a":1,"b":2,"a":1}""");
        CanonicalJson.Of(parsed.RootElement, out var refusal).ShouldBeNull();
        refusal.ShouldBe("The name a comes twice.");
    }

    private static string Canonical(string json)
    {
        var bytes = CanonicalJson.Of(json, out var refusal);
        refusal.ShouldBeNull();
        return Encoding.UTF8.GetString(bytes!);
    }
}
