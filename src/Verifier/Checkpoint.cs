using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ClinicNotes.Verifier;

/// <summary>What the tree was at one size: a C2SP tlog-checkpoint without extension lines, in a C2SP signed-note.</summary>
internal sealed class Checkpoint
{
    private const int MostSignatures = 16;

    private readonly string _note;
    private readonly (string Name, byte[] Signature)[] _signatures;

    private Checkpoint(string text, string note, (string, byte[])[] signatures, string origin, long size, Hash root)
    {
        (Text, _note, _signatures) = (text, note, signatures);
        (Origin, Size, Root) = (origin, size, root);
    }

    public string Text { get; }

    public string Origin { get; }

    public long Size { get; }

    public Hash Root { get; }

    /// <param name="text">All of the checkpoint.</param>
    /// <param name="name">What it is, for the sentence of a fault.</param>
    public static Checkpoint Read(string text, string name)
    {
        var lines = text.Split('\n');
        if (
            lines is not [{ Length: > 0 } origin, var sizeText, var rootText, "", .. { Length: > 0 and <= MostSignatures } signed, ""]
            || text.Any(c => char.IsControl(c) && c != '\n')
            || !long.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size is < 1 or > CanonicalScalar.Greatest
            || sizeText[0] == '0'
            || Hash.FromBase64(Encoding.UTF8.GetBytes(rootText)) is not { } root
        )
            throw new RefusedException($"{name} is no checkpoint.");

        var note = string.Join('\n', lines[..3]) + "\n";
        return new(text, note, [.. signed.Select(line => Signature(line, name))], origin, size, root);
    }

    /// <summary>Whether the key has signed it. Signatures of other keys are passed over; no signature of this one may be wrong.</summary>
    public bool IsSignedBy(VerifierKey key)
    {
        var own = _signatures.Where(s => s.Name == key.Origin && BinaryPrimitives.ReadUInt32BigEndian(s.Signature) == key.Id).ToArray();
        return own is not [] && own.All(s => key.HasSigned(Encoding.UTF8.GetBytes(_note), s.Signature.AsSpan(4)));
    }

    private static (string, byte[]) Signature(string line, string name) =>
        line.Split(' ') is ["\u2014", { Length: > 0 } signer, var encoded] && StrictBase64.TryDecode(encoded) is { Length: > 4 } signature
            ? (signer, signature)
            : throw new RefusedException($"{name} has a signature line that is none.");
}
