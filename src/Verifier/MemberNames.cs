using System.Numerics;
using System.Text;
using System.Text.Json;

namespace ClinicNotes.Verifier;

/// <summary>The members that an object of a pack has: each of them once, and no others.</summary>
internal sealed class MemberNames(params string[] names)
{
    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Moves the reader to the next member's value.</summary>
    /// <returns>Which member it is, or -1 at the end of the object.</returns>
    public int Next(ref Utf8JsonReader reader, ref uint seen)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return All(seen);

        // They mostly come in their order.
        var member = BitOperations.TrailingZeroCount(~seen);
        if (member >= names.Length || !reader.ValueTextEquals(_names[member]))
            member = 0;
        while (member < names.Length && !reader.ValueTextEquals(_names[member]))
            member++;
        RefusedException.Unless(member < names.Length, $"it has a member {reader.GetString()}, which no pack has there.");
        RefusedException.Unless((seen >> member & 1) == 0, $"it has the member {reader.GetString()} twice.");
        seen |= 1u << member;
        reader.Read();
        return member;
    }

    private int All(uint seen)
    {
        var missing = BitOperations.TrailingZeroCount(~seen);
        RefusedException.Unless(missing >= names.Length, $"it lacks the member {(missing < names.Length ? names[missing] : "")}.");
        return -1;
    }
}
