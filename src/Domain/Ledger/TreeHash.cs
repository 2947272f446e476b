using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ClinicNotes.Domain.Ledger;

/// <summary>A SHA-256 hash of the ledger's tree or map, or a digest beside them: 32 bytes, equal when all bytes are.</summary>
public readonly record struct TreeHash
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int Length = 32;

    private const int LongestOnStack = 1024;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private TreeHash(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>32 zero bytes: the hash of a part of the map that holds no note.</summary>
    public static TreeHash Nothing => default;

    /// <summary>SHA-256 of nothing: the root of a tree without leaves (RFC 6962, section 2.1).</summary>
    public static TreeHash OfEmptyTree { get; } = Sha256([]);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hex => Convert.ToHexStringLower(Bytes(stackalloc byte[Length]));

    /// <summary>44 characters of the standard alphabet, padded (RFC 4648, section 4).</summary>
    public string Base64 => Convert.ToBase64String(Bytes(stackalloc byte[Length]));

    /// <summary>The hash that these bytes are.</summary>
    /// <param name="bytes">Exactly 32 bytes; any other number of them is an error of the caller.</param>
    public static TreeHash From(ReadOnlySpan<byte> bytes)
    {
        Span<byte> exact = stackalloc byte[Length];
        bytes.CopyTo(exact);
        return new(bytes[..Length]);
    }

    /// <summary>The hash so written, or <c>null</c> when this is not 64 lower-case hexadecimal digits.</summary>
    public static TreeHash? FromHex(string? hex) =>
        hex is { Length: 2 * Length } && hex.All(char.IsAsciiHexDigit) && !hex.Any(char.IsAsciiLetterUpper)
            ? From(Convert.FromHexString(hex))
            : null;

    /// <summary>The hash so written, or <c>null</c> when this is not the one base64 of 32 bytes.</summary>
    public static TreeHash? FromBase64(string? text) => StrictBase64.Decode(text) is { Length: Length } bytes ? From(bytes) : null;

    /// <summary>SHA-256 of the bytes, with nothing before them.</summary>
    public static TreeHash Sha256(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(bytes, hash);
        return new(hash);
    }

    /// <summary>SHA-256(0x00 ‖ entry): the hash of a leaf (RFC 6962, section 2.1).</summary>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        var length = 1 + entry.Length;
        var bytes = length <= LongestOnStack ? stackalloc byte[length] : new byte[length];
        bytes[0] = 0;
        entry.CopyTo(bytes[1..]);
        return Sha256(bytes);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right): the hash of a node (RFC 6962, section 2.1).</summary>
    public static TreeHash OfNode(TreeHash left, TreeHash right)
    {
        Span<byte> bytes = stackalloc byte[1 + 2 * Length];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Length)..]);
        return Sha256(bytes);
    }

    /// <summary>Writes the 32 bytes at the start of <paramref name="destination" />.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public override string ToString() => Hex;

    private ReadOnlySpan<byte> Bytes(Span<byte> space)
    {
        CopyTo(space);
        return space;
    }
}
