using System.Text;

namespace ClinicNotes.Application;

/// <summary>An answer that is no JSON.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="MediaType">What they are.</param>
public sealed record Plain(ReadOnlyMemory<byte> Content, string MediaType)
{
    /// <summary>The answer of a text; none when it is missing or empty.</summary>
    public static Plain? Text(string? text) =>
        string.IsNullOrEmpty(text) ? null : new(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    /// <summary>The answer of bytes; none when they are missing.</summary>
    public static Plain? Bytes(byte[]? bytes) => bytes is null ? null : new(bytes, "application/octet-stream");
}
