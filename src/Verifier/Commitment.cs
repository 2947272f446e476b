using System.Text;

namespace ClinicNotes.Verifier;

/// <summary>What a <c>ledger_committed</c> says of the map.</summary>
internal sealed record Commitment(Hash Map, long SessionNotes, string At)
{
    public static Commitment Of(scoped in Entry entry, ReadOnlySpan<byte> body)
    {
        RefusedException.Unless(
            entry.Stream.SequenceEqual("ledger"u8) && IsNull(entry.ActorId) && IsNull(entry.Role),
            "a commitment is of the stream ledger and of nobody, and this one is not."
        );
        var cursor = new CanonicalCursor(body, "commitment");
        cursor.Expect("{\"committed_at\":"u8);
        cursor.Value();
        cursor.Expect(",\"map\":"u8);
        var map = cursor[cursor.Value()];
        cursor.Expect(",\"session_notes\":"u8);
        var notes = cursor[cursor.Value()];
        cursor.Expect("}"u8);
        cursor.ExpectEnd();

        var hash = map[0] == '"' ? Hash.FromHex(map[1..^1]) : null;
        var count = notes.SequenceEqual("0"u8) ? 0 : CanonicalScalar.Counting(notes);
        RefusedException.Unless(hash.HasValue && count.HasValue, "the commitment's map or session_notes is not of the right kind.");
        return new(hash!.Value, count!.Value, Encoding.UTF8.GetString(entry.RecordedAt));
    }

    private static bool IsNull(ReadOnlySpan<byte> value) => value.SequenceEqual("null"u8);
}
