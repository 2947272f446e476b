using System.Globalization;
using System.Text.RegularExpressions;
using ClinicNotes.Domain;
using FluentValidation;
using NodaTime;
using NodaTime.Text;

namespace ClinicNotes.Application;

/// <summary>
/// A moment as text: an RFC 3339 instant with seconds and <c>Z</c> or an offset, or a date, which is its start in UTC;
/// years 0001 to 9999 in UTC, cut to milliseconds.
/// </summary>
public static partial class InstantText
{
    private const int DateLength = 10;

    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9999, 12, 31, 23, 59, 59) + Duration.FromMilliseconds(999);

    public static void MustBeInstant<T>(this IRuleBuilderInitial<T, GivenText> rule, string field) =>
        rule.Refuse(field, text => Fault(text) ?? text.FaultIfMissing());

    public static void MayBeInstant<T>(this IRuleBuilderInitial<T, GivenText> rule, string field) => rule.Refuse(field, Fault);

    /// <summary>The instant, or <c>null</c> when the text is neither.</summary>
    public static Instant? Parse(string text)
    {
        if (Shape().Match(text) is not { Success: true } parts)
            return null;

        var date = LocalDatePattern.Iso.Parse(parts.Groups["date"].Value);
        if (!date.TryGetValue(default, out var day))
            return null;
        if (!parts.Groups["time"].Success)
            return InRange(day.AtMidnight(), Duration.Zero);

        // Milliseconds are all that is kept: further digits need no parsing, however many there are.
        var fraction = parts.Groups["fraction"].Value.PadRight(3, '0')[..3];
        var time = LocalTimePattern.ExtendedIso.Parse($"{parts.Groups["time"].Value}.{fraction}");
        return time.TryGetValue(default, out var timeOfDay) && Offset(parts) is { } offset ? InRange(day + timeOfDay, offset) : null;
    }

    /// <summary>The first moment that a text means, if there is one: a date means its start.</summary>
    public static Instant? First(string? text) => text is null ? null : Parse(text);

    /// <summary>The last moment that a text means, if there is one: a date means its last millisecond.</summary>
    public static Instant? Last(string? text) =>
        First(text) is not { } first ? null
        : text!.Length > DateLength ? first
        : first + Duration.FromDays(1) - Duration.FromMilliseconds(1);

    private static string? Fault(GivenText text)
    {
        if (text.Value is not { } value)
            return text.Kind == GivenKind.Missing ? null : FieldRules.InvalidFormat;
        if (text.IsBlank())
            return FieldRules.Blank;

        return Parse(value) is null ? FieldRules.InvalidFormat : null;
    }

    /// <summary>RFC 3339 allows offsets of up to 23:59, more than an <see cref="NodaTime.Offset" /> can hold.</summary>
    private static Duration? Offset(Match parts)
    {
        if (!parts.Groups["sign"].Success)
            return Duration.Zero;

        var hours = int.Parse(parts.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = int.Parse(parts.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture);
        if (hours > 23 || minutes > 59)
            return null;

        var offset = Duration.FromMinutes(hours * 60 + minutes);
        return parts.Groups["sign"].Value == "-" ? -offset : offset;
    }

    private static Instant? InRange(LocalDateTime local, Duration offset)
    {
        // A duration, as an Instant throws at what an offset takes past the year 9999.
        var sinceEarliest = local.InUtc().ToInstant() - Earliest - offset;
        return sinceEarliest >= Duration.Zero && sinceEarliest <= Latest - Earliest ? Moment.Of(Earliest + sinceEarliest) : null;
    }

    // Seconds must be there, and 60 of them, a leap second, are no instant here. \z, as $ would let a line end pass.
    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]+))?"
            + @"([Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2})))?\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Shape();
}
