using System.Text;

namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>A proof pack that can be taken apart.</summary>
internal sealed record Pack(OrderedDictionary<string, object?> Header, List<OrderedDictionary<string, object?>> Lines)
{
    public byte[] Bytes => Encoding.UTF8.GetBytes(string.Concat(Lines.Prepend(Header).Select(line => Json.Text(line) + "\n")));

    public static Pack OfLedger(ModelLedger ledger, int size, int? since = null) =>
        new(Head(ledger, size, since, null, null, null), [.. ledger.Events.Take(size).Select(e => e.Line(null))]);

    public static Pack OfNote(ModelLedger ledger, long note, int size, int? since = null)
    {
        var leaves = ledger.Leaves[..size];
        var places = ledger.PlacesBefore(size - 1);
        var map = TextbookMap.Proof(places.Single(p => p.Note == note), places).Select(Convert.ToHexStringLower).ToArray();
        return new(
            Head(ledger, size, since, note, Line(size - 1), map),
            [.. Enumerable.Range(0, size).Where(at => ledger.Events[at].Note == note).Select(Line)]
        );

        OrderedDictionary<string, object?> Line(int at) => ledger.Events[at].Line(Textbook.Inclusion(at, leaves));
    }

    public Pack With(Action<Pack> change)
    {
        var copy = new Pack(new(Header), [.. Lines.Select(line => new OrderedDictionary<string, object?>(line))]);
        change(copy);
        return copy;
    }

    public static OrderedDictionary<string, object?> Since(ModelLedger ledger, int size, int since) =>
        Json.Object(
            ("checkpoint", ledger.Checkpoint(since)),
            ("hashes", Textbook.Consistency(since, ledger.Leaves.AsSpan(0, size)).Select(Convert.ToBase64String).ToArray())
        );

    private static OrderedDictionary<string, object?> Head(
        ModelLedger ledger,
        int size,
        int? since,
        long? note,
        OrderedDictionary<string, object?>? commitment,
        string[]? map
    ) =>
        Json.Object(
            ("format", "clinicnotes proof 1"),
            ("clinic_id", 1),
            ("session_note_id", note),
            ("key", ledger.Key.Text),
            ("checkpoint", ledger.Checkpoint(size)),
            ("commitment", commitment),
            ("map", map),
            ("since", since is { } older ? Since(ledger, size, older) : null)
        );
}
