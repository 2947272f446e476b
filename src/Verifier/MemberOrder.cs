using System.Text;
using System.Text.Json;

namespace ClinicNotes.Verifier;

/// <summary>The order of an object's members: by their UTF-16 code units (RFC 8785, section 3.2.3).</summary>
internal static class MemberOrder
{
    /// <param name="left">A name as it is written, without its quotes.</param>
    /// <param name="right">Another.</param>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        IsPlain(left) && IsPlain(right) ? left.SequenceCompareTo(right) : string.CompareOrdinal(Text(left), Text(right));

    private static bool IsPlain(ReadOnlySpan<byte> name) => Ascii.IsValid(name) && !name.Contains((byte)'\\');

    private static string Text(ReadOnlySpan<byte> name) => JsonSerializer.Deserialize<string>([(byte)'"', .. name, (byte)'"'])!;
}
