using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ClinicNotes.Domain.Ledger;

/// <summary>The order of members in canonical JSON: that of the UTF-16 code units of their names (RFC 8785, section 3.2.3).</summary>
internal static class MemberOrder
{
    /// <exception cref="InvalidOperationException">A name has a lone surrogate, or is no UTF-8.</exception>
    public static int Compare(JsonProperty one, JsonProperty other)
    {
        var first = JsonMarshal.GetRawUtf8PropertyName(one);
        var second = JsonMarshal.GetRawUtf8PropertyName(other);
        return IsAsciiAsItIs(first) && IsAsciiAsItIs(second)
            ? first.SequenceCompareTo(second)
            : string.CompareOrdinal(one.Name, other.Name);
    }

    private static bool IsAsciiAsItIs(ReadOnlySpan<byte> name) => Ascii.IsValid(name) && !name.Contains((byte)'\\');
}
