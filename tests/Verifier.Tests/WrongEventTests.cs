using System.Text;
using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>What a forger may try with one event, and what the auditor is told.</summary>
public class WrongEventTests
{
    private const string AnotherBody =
        "the body is not the one that was recorded: the body, its salt or its digest in the entry was changed.";
    private const string NotIncluded =
        "the entry is not in the ledger that the checkpoint stands for: it, its place or its inclusion proof was changed.";
    private const string NotTheSignature =
        "the signature is not the one that was recorded: the image or its salt was changed, or it belongs to another event.";

    [Fact]
    public void A_changed_text_is_found_where_it_stands()
    {
        Replaced(Story.LedgerPack, 7, "body", "fix the date", "fix the dose")
            .ShouldBe([$"Line 9 (position 8, addendum-40 version 1): {AnotherBody}"]);
        Replaced(Story.NotePack, 1, "body", "match", "watch").ShouldBe([$"Line 3 (position 7, addendum-39 version 1): {AnotherBody}"]);
    }

    [Fact]
    public void A_back_dated_entry_is_found_even_when_the_body_says_the_same()
    {
        Replaced(Story.LedgerPack, 8, "entry", "T09:", "T08:")
            .ShouldBe(["Line 10 (position 9, addendum-39 version 2): the body and the entry do not tell the same time."]);

        var (line, forged) = BackDated(Story.LedgerPack, 11);
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines[line] = forged))
            .ShouldBe([
                "Line 17 (position 16, user-124 version 4): it does not follow the event that is there as version 3 of the stream: "
                    + "one of the two was changed.",
            ]);
        (line, forged) = BackDated(Story.NotePack, 2);
        Verified
            .Of(Story.NotePack.With(p => p.Lines[line] = forged))
            .ShouldBe([$"Line 4 (position 9, addendum-39 version 2): {NotIncluded}"]);
        (line, forged) = BackDated(Story.LedgerPack, 24);
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines[line] = forged))
            .Single()
            .ShouldStartWith("Line 27 (position 26, ledger version 3): ");
    }

    [Fact]
    public void A_swapped_signature_is_found()
    {
        Verified
            .Of(
                Story.LedgerPack.With(p =>
                    (p.Lines[6]["signature"], p.Lines[10]["signature"]) = (p.Lines[10]["signature"], p.Lines[6]["signature"])
                )
            )
            .ShouldBe([
                $"Line 8 (position 7, addendum-39 version 1): {NotTheSignature}",
                $"Line 12 (position 11, sign-off-25 version 1): {NotTheSignature}",
            ]);
        Verified
            .Of(Story.NotePack.With(p => p.Lines[1]["signature"] = p.Lines[1]["signature_salt"] = null))
            .ShouldBe(["Line 3 (position 7, addendum-39 version 1): the body names a signature, which is not there in full."]);
        Verified
            .Of(Story.NotePack.With(p => p.Lines[2]["signature"] = p.Lines[1]["signature"]))
            .ShouldBe(["Line 4 (position 9, addendum-39 version 2): there is a signature that the body does not name."]);
    }

    [Fact]
    public void A_missing_an_extra_and_a_moved_event_is_found_where_it_was()
    {
        const string wrong = "an event was taken out, put in, repeated or moved.";
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines.RemoveAt(4)))
            .ShouldBe([$"Line 6 (position 6, session-note-49 version 1): position 5 must come here: {wrong}"]);
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines.Insert(4, p.Lines[3])))
            .ShouldBe([$"Line 6 (position 4, session-note-47 version 1): position 5 must come here: {wrong}"]);
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines.Reverse(4, 2)))
            .ShouldBe([$"Line 6 (position 6, session-note-49 version 1): position 5 must come here: {wrong}"]);
        Verified
            .Of(Story.NotePack.With(p => p.Lines.RemoveAt(2)))
            .ShouldBe([$"Line 8 (position 23, addendum-39 version 3): version 2 of the stream must come here: {wrong}"]);
        Verified
            .Of(Story.NotePack.With(p => p.Lines.Reverse(2, 2)))
            .ShouldBe(["Line 5 (position 9, addendum-39 version 2): it must come after position 11: an event was repeated or moved."]);
    }

    private static string[] Replaced(Pack pack, int index, string member, string old, string @new) =>
        Verified.Of(pack.With(p => p.Lines[index][member] = ((string)p.Lines[index][member]!).Replace(old, @new)));

    private static (int, OrderedDictionary<string, object?>) BackDated(Pack pack, int index)
    {
        var line = new OrderedDictionary<string, object?>(pack.Lines[index]);
        var body = ((string)line["body"]!).Replace("T09:", "T08:");
        var digest = ModelEvent.Digest(
            Convert.FromHexString((string)line["body_salt"]!),
            Encoding.UTF8.GetBytes((string)pack.Lines[index]["body"]!)
        );
        var forged = ModelEvent.Digest(Convert.FromHexString((string)line["body_salt"]!), Encoding.UTF8.GetBytes(body));
        line["body"] = body;
        line["entry"] = ((string)line["entry"]!).Replace("T09:", "T08:").Replace(digest, forged);
        return (index, line);
    }
}
