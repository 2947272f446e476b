using ClinicNotes.WebApi.Retries;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ClinicNotes.WebApi.Tests.Retries;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("\"two words\"", "two words")]
    [InlineData("\"a \\\" and a \\\\\"", "a \" and a \\")]
    [InlineData("~!a/b:c;d=e,f", "~!a/b:c;d=e,f")]
    public void A_key_is_a_string_in_quotes_or_visible_characters_without_any(string header, string key) =>
        IdempotencyKey.Parse(header).ShouldBe(key);

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"")]
    [InlineData("two words")]
    [InlineData("\"open")]
    [InlineData("open\"")]
    [InlineData("\"a\\b\"")]
    [InlineData("\"a\";b=1")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("schlüssel")]
    [InlineData("\"schlüssel\"")]
    [InlineData("tab\tbed")]
    public void Anything_else_is_no_key(string header) => IdempotencyKey.Parse(header).ShouldBeNull();

    [Fact]
    public void It_has_at_most_255_characters_without_quotes_and_escapes()
    {
        var longest = new string('"', 255);
        IdempotencyKey.Parse(Quoted(longest)).ShouldBe(longest);
        IdempotencyKey.Parse(Quoted(longest + "x")).ShouldBeNull();
        IdempotencyKey.Parse(new string('x', 255)).ShouldNotBeNull();
        IdempotencyKey.Parse(new string('x', 256)).ShouldBeNull();
    }

    [Property]
    public Property Whatever_printable_text_is_quoted_comes_back() =>
        Prop.ForAll(
            Gen.Choose(' ', '~')
                .Select(code => (char)code)
                .NonEmptyListOf()
                .Select(characters => new string([.. characters]))
                .ToArbitrary(),
            text => IdempotencyKey.Parse(Quoted(text)) == (text.Length <= 255 ? text : null)
        );

    [Property]
    public bool Whatever_the_header_says_a_key_is_printable_and_neither_empty_nor_too_long(string? header) =>
        IdempotencyKey.Parse(header ?? "") is not { } key || (key.Length is > 0 and <= 255 && key.All(c => c is >= ' ' and <= '~'));

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
