namespace ClinicNotes.Verifier;

/// <summary>Times in RFC 3339, in UTC.</summary>
internal static class Moments
{
    private const int UpToSeconds = 19;

    /// <summary>Whether it is a time with exactly three digits after the second, such as <c>2026-03-01T09:00:00.000Z</c>.</summary>
    public static bool HasMilliseconds(ReadOnlySpan<byte> time) =>
        time.Length == UpToSeconds + 5 && time[UpToSeconds] == '.' && IsTime(time);

    /// <summary>Whether a body's time, which may leave out trailing zeros, is that of its entry.</summary>
    public static bool AreSame(ReadOnlySpan<byte> inBody, ReadOnlySpan<byte> inEntry)
    {
        if (inBody.Length <= UpToSeconds || inBody[^1] != 'Z' || !inBody[..UpToSeconds].SequenceEqual(inEntry[..UpToSeconds]))
            return false;

        var given = inBody[UpToSeconds..^1];
        var whole = inEntry[UpToSeconds..^1];
        return given.Length != 1 && whole.StartsWith(given) && !whole[given.Length..].ContainsAnyExcept((byte)'0', (byte)'.');
    }

    private static bool IsTime(ReadOnlySpan<byte> time)
    {
        for (var at = 0; at < time.Length; at++)
        {
            if (
                !(
                    "0000-00-00T00:00:00.000Z"u8[at] is not (byte)'0' and var mark
                        ? time[at] == mark
                        : time[at] is >= (byte)'0' and <= (byte)'9'
                )
            )
                return false;
        }

        var (year, month) = (100 * Two(time) + Two(time[2..]), Two(time[5..]));
        return year > 0
            && month is >= 1 and <= 12
            && Two(time[8..]) is >= 1 and var day
            && day <= DateTime.DaysInMonth(year, month)
            && Two(time[11..]) < 24
            && Two(time[14..]) < 60
            && Two(time[17..]) < 60;
    }

    private static int Two(ReadOnlySpan<byte> digits) => 10 * (digits[0] - '0') + digits[1] - '0';
}
