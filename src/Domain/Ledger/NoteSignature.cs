using System.Buffers.Binary;

namespace ClinicNotes.Domain.Ledger;

/// <summary>A signature line of a signed note (C2SP signed-note).</summary>
/// <param name="KeyName">The name of the key; for a checkpoint, the origin.</param>
/// <param name="KeyId">The id of the key, four bytes, most significant first.</param>
/// <param name="Signature">The signature's bytes, one or more; 64 of Ed25519.</param>
public sealed record NoteSignature(string KeyName, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    private const string Start = "\u2014 ";
    private const int KeyIdLength = 4;

    /// <summary>The line without its line feed: an em dash (U+2014), the name, and base64 of key id ‖ signature.</summary>
    public string Line
    {
        get
        {
            var bytes = new byte[KeyIdLength + Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
            Signature.Span.CopyTo(bytes.AsSpan(KeyIdLength));
            return $"{Start}{KeyName} {Convert.ToBase64String(bytes)}";
        }
    }

    /// <summary>The signature that a line says, or <c>null</c>.</summary>
    internal static NoteSignature? Parse(string line)
    {
        if (!line.StartsWith(Start, StringComparison.Ordinal) || line[Start.Length..].Split(' ') is not [var name, var base64])
            return null;
        if (!Origin.IsValid(name) || StrictBase64.Decode(base64) is not { Length: > KeyIdLength } bytes)
            return null;
        return new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(KeyIdLength));
    }
}
