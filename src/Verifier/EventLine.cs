using System.Text.Json;
using System.Text.Unicode;

namespace ClinicNotes.Verifier;

/// <summary>An event as it stands in a pack. Its buffers are used for one line after the other.</summary>
internal sealed class EventLine
{
    private const int LongestInclusion = 63;

    private static readonly MemberNames Members = new("entry", "body", "body_salt", "signature_salt", "signature", "inclusion");

    // As they are hashed: the leaf begins with a zero byte, the body with its salt.
    private byte[] _leaf = new byte[1024];
    private byte[] _salted = new byte[1024];
    private byte[] _image = [];
    private int _leafEnd;
    private int _saltedEnd;
    private int _imageEnd;

    public ReadOnlySpan<byte> Leaf => _leaf.AsSpan(0, _leafEnd);

    public ReadOnlySpan<byte> Entry => _leaf.AsSpan(1.._leafEnd);

    public ReadOnlySpan<byte> SaltedBody => _salted.AsSpan(0, _saltedEnd);

    public ReadOnlySpan<byte> Body => _salted.AsSpan(Hash.Size.._saltedEnd);

    /// <summary>The PNG file; nothing, and <see cref="HasImage" /> false, when the event names none.</summary>
    public ReadOnlySpan<byte> Image => _image.AsSpan(0, _imageEnd);

    public bool HasImage { get; private set; }

    public Hash? ImageSalt { get; private set; }

    public List<Hash>? Inclusion { get; private set; }

    /// <summary>Reads a line of a whole ledger's pack whose event names no signature, if it is written as most are.</summary>
    /// <returns>Whether it is; if not, nothing is known of the line.</returns>
    public bool TryReadUsual(ReadOnlySpan<byte> line)
    {
        var usual = new UsualLine(line);
        if (!Utf8.IsValid(line))
            return false;
        if (!usual.Has("{\"entry\":\""u8) || usual.Text(ref _leaf, 1) is not (>= 0 and var leafEnd))
            return false;
        if (!usual.Has(",\"body\":\""u8) || usual.Text(ref _salted, Hash.Size) is not (>= 0 and var saltedEnd))
            return false;
        if (!usual.Has(",\"body_salt\":\""u8) || !usual.TryHash(out var salt))
            return false;
        if (!usual.Has("\",\"signature_salt\":null,\"signature\":null,\"inclusion\":null}"u8) || !usual.IsAtEnd)
            return false;

        (_leafEnd, _saltedEnd) = (leafEnd, saltedEnd);
        salt.Bytes.CopyTo(_salted);
        (_imageEnd, HasImage, ImageSalt, Inclusion) = (0, false, null, null);
        return true;
    }

    /// <param name="reader">Stands at the start of the event's object, and at its end afterwards.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        _leafEnd = 1;
        _saltedEnd = Hash.Size;
        (_imageEnd, HasImage, ImageSalt, Inclusion) = (0, false, null, null);

        JsonValues.RequireObject(ref reader, "the event");
        var seen = 0u;
        while (Members.Next(ref reader, ref seen) is >= 0 and var member)
            Read(ref reader, member);
    }

    private void Read(ref Utf8JsonReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _leafEnd = JsonValues.Text(ref reader, "entry", ref _leaf, 1);
                break;
            case 1:
                _saltedEnd = JsonValues.Text(ref reader, "body", ref _salted, Hash.Size);
                break;
            case 2:
                JsonValues.Hex(ref reader, "body_salt").Bytes.CopyTo(_salted);
                break;
            case 3:
                ImageSalt = JsonValues.IsNull(ref reader) ? null : JsonValues.Hex(ref reader, "signature_salt");
                break;
            case 4:
                HasImage = !JsonValues.IsNull(ref reader);
                _imageEnd = HasImage ? JsonValues.Base64Bytes(ref reader, "signature", ref _image) : 0;
                break;
            default:
                Inclusion = JsonValues.IsNull(ref reader)
                    ? null
                    : JsonValues.Hashes(ref reader, "inclusion", LongestInclusion, asHex: false);
                break;
        }
    }
}
