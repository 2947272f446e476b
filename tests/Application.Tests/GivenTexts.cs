namespace ClinicNotes.Application.Tests;

/// <summary>What a caller can give where a text is wanted.</summary>
internal static class GivenTexts
{
    /// <summary>As many code points as a text may have.</summary>
    public static readonly string Longest = new('a', 10_000);

    /// <summary>Empty, and every character that Unicode calls white space, alone and together.</summary>
    public static readonly string[] Blank =
    [
        "",
        .. WhiteSpace.Select(character => character.ToString()),
        new string(WhiteSpace),
        new string(' ', 10_001),
    ];

    /// <summary>Texts of which somebody might think that they are blank, wrong or too long.</summary>
    public static readonly string[] Good =
    [
        "a",
        " a ",
        "\n a \r\n",
        "\u200b",
        "\ufeff",
        "\u2060",
        "\u180e",
        "\u0001",
        "\u001c",
        "\u007f",
        "\ufffd",
        "\uffff",
        "e\u0301",
        "\u202e",
        "\U0001f600",
        "\U0010ffff",
        Longest,
        " " + Longest[2..] + " ",
        string.Concat(Enumerable.Repeat("\U0001f600", 10_000)),
        Longest[1..] + "\U0001f600",
    ];

    public static readonly string[] TooLong =
    [
        Longest + "a",
        Longest + "\U0001f600",
        Longest + " ",
        string.Concat(Enumerable.Repeat("\U0001f600", 10_001)),
        new string('a', 1_000_000),
    ];

    /// <summary>What jsonb or UTF-8 cannot hold: U+0000, and halves of surrogate pairs in every place.</summary>
    public static readonly GivenText[] Invalid =
    [
        GivenText.OfAnotherKind,
        GivenText.Unreadable,
        .. new[]
        {
            "\0",
            "a\0b",
            " \0 ",
            "\ud83d",
            "\ude00",
            "a\ud83d",
            "\ud83da",
            "\ude00\ud83d",
            "\ud83d\ud83d\ude00",
            "\ud83d\ude00\ude00",
            Longest + "\0",
            Longest + "\ud83d",
        }.Select(text => GivenText.Of(text)),
    ];

    private static char[] WhiteSpace =>
        [
            .. "\u0009\u000a\u000b\u000c\u000d\u0020\u0085\u00a0\u1680",
            .. "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",
            .. "\u2028\u2029\u202f\u205f\u3000",
        ];

    /// <summary>Shows that a field is judged as every text field is.</summary>
    /// <param name="field">The field's name in the documented interface.</param>
    /// <param name="faults">The faults of a command in which nothing else is wrong.</param>
    public static void ShouldBeJudgedAsText(string field, Func<GivenText, string[]> faults)
    {
        foreach (var text in Good)
            faults(GivenText.Of(text)).ShouldBeEmpty(text);
        foreach (var text in Blank)
            faults(GivenText.Of(text)).ShouldBe([$"{field} can't be blank"]);
        foreach (var text in TooLong)
            faults(GivenText.Of(text)).ShouldBe([$"{field} is too long (maximum is 10,000 characters)"]);
        foreach (var text in Invalid)
            faults(text).ShouldBe([$"{field} is invalid"]);
    }

    /// <summary>Shows that a field is judged as every signature field is, whatever the decoder says of files.</summary>
    public static void ShouldBeJudgedAsSignature(string field, Func<GivenText, StubDecoder, string[]> faults)
    {
        foreach (var text in Blank)
            faults(GivenText.Of(text), StubDecoder.TakesAll).ShouldBe([$"{field} can't be blank"]);
        foreach (var text in Invalid.Append(GivenText.Of("AQID")).Append(GivenText.Of(SignatureText + "\n")))
            faults(text, StubDecoder.TakesAll).ShouldBe([$"{field} invalid format"]);

        faults(Signature, StubDecoder.TakesAll).ShouldBeEmpty();
        faults(Signature, StubDecoder.TakesNone).ShouldBe([$"{field} invalid format"]);
    }

    /// <summary>Shows that a field is judged as every id field is.</summary>
    public static void ShouldBeJudgedAsId(string field, Func<GivenId, string[]> faults)
    {
        foreach (var id in new[] { 1, 46, 9_007_199_254_740_991 })
            faults(GivenId.Of(id)).ShouldBeEmpty();
        foreach (var id in new[] { 0, -1, 9_007_199_254_740_992, long.MinValue, long.MaxValue })
            faults(GivenId.Of(id)).ShouldBe([$"{field} is invalid"]);
        faults(GivenId.OutOfRange).ShouldBe([$"{field} is invalid"]);
        faults(GivenId.Missing).ShouldBe([$"{field} can't be blank"]);
        faults(default).ShouldBe([$"{field} can't be blank"]);
        faults(GivenId.OfAnotherKind).ShouldBe([$"{field} is not a number"]);
    }

    public const string SignatureText = "data:image/png;base64,AQID";

    public static readonly GivenText Signature = GivenText.Of(SignatureText);
}
