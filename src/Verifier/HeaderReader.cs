using System.Text.Json;

namespace ClinicNotes.Verifier;

/// <summary>Reads the first line of a pack.</summary>
internal sealed class HeaderReader
{
    private const string Format = "clinicnotes proof 1";
    private const int LongestConsistency = 64;

    private static readonly MemberNames Members = new(
        "format",
        "clinic_id",
        "session_note_id",
        "key",
        "checkpoint",
        "commitment",
        "map",
        "since"
    );

    private static readonly MemberNames MembersOfSince = new("checkpoint", "hashes");

    private long _clinic;
    private long? _note;
    private VerifierKey? _key;
    private Checkpoint? _checkpoint;
    private EventLine? _commitment;
    private List<Hash>? _map;
    private Since? _since;

    private HeaderReader() { }

    public static PackHeader Read(ReadOnlySpan<byte> line)
    {
        var header = new HeaderReader();
        PackLine.Read(line, header.Take);
        var isOfNote = header._note is not null;
        RefusedException.Unless(
            isOfNote == header._commitment is not null && isOfNote == header._map is not null,
            "a pack of a note has a commitment and a map, a pack of the whole ledger has neither; this one is mixed up."
        );
        return new(header._clinic, header._note, header._key!, header._checkpoint!, header._commitment, header._map, header._since);
    }

    private void Take(ref Utf8JsonReader reader)
    {
        var seen = 0u;
        while (Members.Next(ref reader, ref seen) is >= 0 and var member)
            Take(ref reader, member);
    }

    private void Take(ref Utf8JsonReader reader, int member)
    {
        var isNull = JsonValues.IsNull(ref reader);
        switch (member)
        {
            case 0:
                RefusedException.Unless(JsonValues.Text(ref reader, "format") == Format, $"this is no file of the format {Format}.");
                break;
            case 1:
                _clinic = JsonValues.Number(ref reader, "clinic_id");
                break;
            case 2:
                _note = isNull ? null : JsonValues.Number(ref reader, "session_note_id");
                break;
            case 3:
                _key =
                    VerifierKey.TryRead(JsonValues.Text(ref reader, "key"))
                    ?? throw new RefusedException("the key in the pack is no verifier key.");
                break;
            case 4:
                _checkpoint = Checkpoint.Read(JsonValues.Text(ref reader, "checkpoint"), "the pack's checkpoint");
                break;
            case 5:
                _commitment = isNull ? null : new EventLine();
                _commitment?.Read(ref reader);
                break;
            case 6:
                _map = isNull ? null : JsonValues.Hashes(ref reader, "map", MapProof.Deepest, asHex: true);
                break;
            default:
                _since = isNull ? null : ReadSince(ref reader);
                break;
        }
    }

    private static Since ReadSince(ref Utf8JsonReader reader)
    {
        JsonValues.RequireObject(ref reader, "since");
        var (seen, older, hashes) = (0u, default(Checkpoint), default(List<Hash>));
        while (MembersOfSince.Next(ref reader, ref seen) is >= 0 and var member)
        {
            if (member == 0)
                older = Checkpoint.Read(JsonValues.Text(ref reader, "checkpoint of since"), "the checkpoint of since");
            else
                hashes = JsonValues.Hashes(ref reader, "hashes of since", LongestConsistency, asHex: false);
        }

        return new(older!, hashes!);
    }
}
