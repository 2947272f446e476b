using System.Text;
using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>Nothing in a pack may be said in another way, or beside what is bound.</summary>
public class StrictnessTests
{
    private static readonly string Text = Encoding.UTF8.GetString(Story.LedgerPack.Bytes);

    [Fact]
    public void A_file_that_is_cut_or_goes_on_or_begins_with_a_mark_is_refused()
    {
        Faults("").ShouldBe(["Line 1: the file is empty."]);
        Faults(Text[..^1]).ShouldBe(["Line 27: it does not end with a line feed: the file was cut."]);
        Faults(Text + "x").ShouldBe(["Line 28: it does not end with a line feed: the file was cut."]);
        Faults(Text + "\n").ShouldBe(["Line 28: it is not one JSON object, and nothing but that."]);
        Faults("\uFEFF" + Text).ShouldBe(["Line 1: it begins with a byte order mark, which no pack has."]);
        Faults(Text.Replace("\n", "\r\n")).ShouldBe(["Line 1: it is not one JSON object, and nothing but that."]);
        Faults("{}\n").ShouldBe(["Line 1: it lacks the member format."]);
        Faults("{\"format\":}\n").ShouldBe(["Line 1: it is not JSON."]);
    }

    [Fact]
    public void An_unknown_a_missing_and_a_repeated_member_is_refused()
    {
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines[3]["note"] = "x"))
            .ShouldBe(["Line 5: it has a member note, which no pack has there."]);
        Verified.Of(Story.LedgerPack.With(p => p.Lines[3].Remove("inclusion"))).ShouldBe(["Line 5: it lacks the member inclusion."]);
        Verified
            .Of(Story.LedgerPack.With(p => p.Header["note"] = "x"))
            .ShouldBe(["Line 1: it has a member note, which no pack has there."]);
        Faults(Text.Replace("\"map\":null", "\"map\":null,\"map\":null")).ShouldBe(["Line 1: it has the member map twice."]);
        Faults(Text.Replace("\"hashes\":", "\"more\":1,\"hashes\":")).ShouldBe(["Line 1: it has a member more, which no pack has there."]);
    }

    [Fact]
    public void A_pack_of_one_kind_has_nothing_of_the_other()
    {
        const string mixed =
            "Line 1: a pack of a note has a commitment and a map, a pack of the whole ledger has neither; this one is mixed up.";
        Verified.Of(Story.LedgerPack.With(p => p.Header["map"] = Array.Empty<string>())).ShouldBe([mixed]);
        Verified.Of(Story.NotePack.With(p => p.Header["commitment"] = null)).ShouldBe([mixed]);
        Verified.Of(Story.NotePack.With(p => p.Header["session_note_id"] = null)).ShouldBe([mixed]);
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines[0]["inclusion"] = Array.Empty<string>()))
            .Single()
            .ShouldContain("has no inclusion proofs");
        Verified.Of(Story.NotePack.With(p => p.Lines[0]["inclusion"] = null)).Single().ShouldContain("the event has no inclusion proof.");
    }

    [Theory]
    [InlineData("body_salt", "AB")]
    [InlineData("body_salt", null)]
    [InlineData("signature_salt", "")]
    [InlineData("signature", "AA")]
    [InlineData("signature", "iVBORw0KGgp=")]
    [InlineData("entry", null)]
    [InlineData("body", null)]
    public void A_value_of_another_kind_is_refused(string member, string? value) =>
        Verified.Of(Story.LedgerPack.With(p => p.Lines[6][member] = value)).ShouldBe([$"Line 8: {member} is not of the right kind."]);

    [Theory]
    [InlineData("{\"actor_id\"", "{ \"actor_id\"")]
    [InlineData("\"version\":1}", "\"version\":1,\"x\":1}")]
    [InlineData("\"version\":1}", "\"version\":1.0}")]
    [InlineData("\"version\":1}", "\"version\":01}")]
    [InlineData("\"version\":1}", "\"version\":0}")]
    [InlineData("\"version\":1}", "\"version\":\"1\"}")]
    [InlineData("\"stream\":\"a", "\"stream\":\"\\u0061")]
    [InlineData("\"role\":\"supervisor\"", "\"role\":1")]
    [InlineData("2026-03-01T", "2026-02-29T")]
    [InlineData("2026-03-01T09", "2026-03-01T24")]
    [InlineData("addendum_requested", "addendum_forgotten")]
    [InlineData("\"clinic_id\":1,", "\"clinic_id\":2,")]
    [InlineData("\"clinic_id\":1,", "")]
    [InlineData("\"previous\":null", "\"previous\":\"AA\"")]
    public void An_entry_that_is_written_in_another_way_is_refused(string old, string @new)
    {
        var pack = Story.LedgerPack.With(p => p.Lines[6]["entry"] = ((string)p.Lines[6]["entry"]!).Replace(old, @new));
        Verified.Of(pack).ShouldHaveSingleItem().ShouldStartWith("Line 8");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}x")]
    [InlineData("{\"b\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1.5}")]
    [InlineData("{\"a\":1e3}")]
    [InlineData("{\"a\":-0}")]
    [InlineData("{\"a\":9007199254740992}")]
    [InlineData("{\"a\":\"\\/\"}")]
    [InlineData("{\"a\":\"\\u000a\"}")]
    [InlineData("{\"a\":\"\\u001F\"}")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"\uE000\":1,\"😀\":1}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("")]
    public void A_body_that_is_not_canonical_is_refused(string body) => Should.Throw<RefusedException>(() => Read(body));

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"\":[{\"a\":[]},-1,0,9007199254740991,true,false,null],\"a\":\"\\u001f\\n\\\"\\\\é😀\"}")]
    [InlineData("{\"😀\":1,\"\uE000\":1}")]
    public void A_canonical_body_is_read(string body) => Read(body);

    private static void Read(string body) => _ = new Body(Encoding.UTF8.GetBytes(body), EventType.Commitment);

    private static string[] Faults(string text) => Verified.Of(Encoding.UTF8.GetBytes(text));
}
