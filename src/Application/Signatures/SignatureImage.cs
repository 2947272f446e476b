using System.Buffers;
using System.Security.Cryptography;
using ClinicNotes.Domain.Signatures;

namespace ClinicNotes.Application.Signatures;

/// <summary>
/// A signature as a client gives it and gets it back: the bytes of an image file. Whether they are a PNG, <see cref="IPngDecoder"/> says.
/// </summary>
public sealed class SignatureImage
{
    /// <summary>The longest file that is taken, in bytes: 256 KiB.</summary>
    public const int MaxByteLength = 262_144;

    private const string MediaType = "image/png";
    private const string Prefix = $"data:{MediaType};base64,";
    private const int MaxBase64Length = (MaxByteLength + 2) / 3 * 4;

    private static readonly SearchValues<char> Base64 = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
    );

    /// <param name="file">The image file, 1 to 262,144 bytes; must not be changed afterwards.</param>
    public SignatureImage(ReadOnlyMemory<byte> file)
        : this(file, Prefix + Convert.ToBase64String(file.Span)) { }

    private SignatureImage(ReadOnlyMemory<byte> file, string dataUrl)
    {
        ArgumentOutOfRangeException.ThrowIfZero(file.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(file.Length, MaxByteLength);
        File = file;
        DataUrl = dataUrl;
        Reference = new Signature(Convert.ToHexStringLower(SHA256.HashData(file.Span)), file.Length, MediaType);
    }

    /// <summary>The image file, 1 to 262,144 bytes.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>What an event says of it.</summary>
    public Signature Reference { get; }

    /// <summary>
    /// The image as <c>data:image/png;base64,</c> and its base64 (RFC 4648 §4): the very text that <see cref="FromDataUrl"/> took.
    /// </summary>
    public string DataUrl { get; }

    /// <summary>
    /// The image in a data URL, or null unless the text is exactly <c>data:image/png;base64,</c> and the canonical base64 of 1 to 262,144
    /// bytes: the standard alphabet (RFC 4648 §4), padded, without white space, and with no spare bits set (§3.5).
    /// </summary>
    public static SignatureImage? FromDataUrl(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;

        // The length first: a text of any size costs nothing more.
        var base64 = text.AsSpan(Prefix.Length);
        if (base64.Length is 0 or > MaxBase64Length || base64.Length % 4 != 0 || base64.ContainsAnyExcept(Base64))
            return null;

        var padding =
            base64[^1] != '=' ? 0
            : base64[^2] != '=' ? 1
            : 2;
        var file = new byte[base64.Length / 4 * 3 - padding];
        return file.Length <= MaxByteLength && Convert.TryFromBase64Chars(base64, file, out _) && HasNoSpareBits(base64, file)
            ? new SignatureImage(file, text)
            : null;
    }

    // Only the last four characters can hold bits that decoding drops. Text that encodes as it was given comes back as it was given.
    private static bool HasNoSpareBits(ReadOnlySpan<char> base64, ReadOnlySpan<byte> file)
    {
        Span<char> lastFour = stackalloc char[4];
        Convert.TryToBase64Chars(file[((file.Length - 1) / 3 * 3)..], lastFour, out _);
        return base64.EndsWith(lastFour);
    }
}
