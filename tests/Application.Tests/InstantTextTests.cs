using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using NodaTime.Text;

namespace ClinicNotes.Application.Tests;

public class InstantTextTests
{
    private const int Day = 86_400_000;
    private const long Earliest = -62_135_596_800_000;
    private const long Latest = 253_402_300_799_999;

    private static readonly InstantPattern ToMilliseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    [Theory]
    [InlineData("2023-10-27T21:40:00Z", "2023-10-27T21:40:00.000Z")]
    [InlineData("2023-10-27t21:40:00z", "2023-10-27T21:40:00.000Z")]
    [InlineData("2023-10-27T21:40:00+00:00", "2023-10-27T21:40:00.000Z")]
    [InlineData("2023-10-27T21:40:00-00:00", "2023-10-27T21:40:00.000Z")]
    [InlineData("2023-10-27T21:40:00+02:00", "2023-10-27T19:40:00.000Z")]
    [InlineData("2023-10-27T21:40:00-02:30", "2023-10-28T00:10:00.000Z")]
    [InlineData("2023-10-27T21:40:00+23:59", "2023-10-26T21:41:00.000Z")]
    [InlineData("2023-10-27T21:40:00-23:59", "2023-10-28T21:39:00.000Z")]
    [InlineData("2023-10-27T00:00:00Z", "2023-10-27T00:00:00.000Z")]
    [InlineData("2023-10-27T23:59:59Z", "2023-10-27T23:59:59.000Z")]
    [InlineData("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z")]
    [InlineData("2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000Z")]
    public void An_instant_with_seconds_and_an_offset_is_taken(string text, string expected) => Parsed(text).ShouldBe(expected);

    [Theory]
    [InlineData("2023-10-27", "2023-10-27T00:00:00.000Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.000Z")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31", "9999-12-31T00:00:00.000Z")]
    public void A_date_is_its_start_in_UTC(string text, string expected) => Parsed(text).ShouldBe(expected);

    [Theory]
    [InlineData(".1", ".100")]
    [InlineData(".12", ".120")]
    [InlineData(".123", ".123")]
    [InlineData(".0", ".000")]
    [InlineData(".000", ".000")]
    [InlineData(".0009", ".000")]
    [InlineData(".9999", ".999")]
    [InlineData(".9996", ".999")]
    [InlineData(".1239999999", ".123")]
    public void A_fraction_is_cut_to_milliseconds_and_not_rounded(string given, string kept)
    {
        Parsed($"2023-10-27T21:40:59{given}Z").ShouldBe($"2023-10-27T21:40:59{kept}Z");
        Parsed($"1901-10-27T21:40:59{given}Z").ShouldBe($"1901-10-27T21:40:59{kept}Z", "before 1970 as after it");
        Parsed($"2023-10-27T21:40:59{given}+01:00").ShouldBe($"2023-10-27T20:40:59{kept}Z");
    }

    [Fact]
    public void A_fraction_may_have_any_number_of_digits()
    {
        Parsed("2023-10-27T21:40:59.9Z").ShouldBe("2023-10-27T21:40:59.900Z");
        Parsed("2023-10-27T21:40:59.99Z").ShouldBe("2023-10-27T21:40:59.990Z");
        for (var digits = 3; digits <= 40; digits++)
            Parsed($"2023-10-27T21:40:59.{new string('9', digits)}Z").ShouldBe("2023-10-27T21:40:59.999Z");
        Parsed($"2023-10-27T21:40:59.{new string('7', 100_000)}Z").ShouldBe("2023-10-27T21:40:59.777Z");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("0000-12-31T23:30:00-00:30", "0001-01-01T00:00:00.000Z")]
    [InlineData("0000-12-31T00:01:00-23:59", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("9999-12-31T23:59:59.999999999999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("9999-12-31T23:59:59.999+23:59", "9999-12-31T00:00:59.999Z")]
    public void The_years_0001_to_9999_in_UTC_are_taken(string text, string expected) => Parsed(text).ShouldBe(expected);

    [Theory]
    [InlineData("0000-12-31T23:59:59.999Z")]
    [InlineData("0000-12-31")]
    [InlineData("0000-01-01T00:00:00+23:59")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("0001-01-01T23:58:59.999+23:59")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("9999-12-31T23:59:59.999-23:59")]
    [InlineData("9999-12-31T00:01:00-23:59")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("+2023-10-27T00:00:00Z")]
    [InlineData("-0001-10-27T00:00:00Z")]
    public void Years_before_0001_and_after_9999_in_UTC_are_refused(string text) => InstantText.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("1900-02-29T00:00:00Z")]
    [InlineData("2023-02-30")]
    [InlineData("2023-04-31")]
    [InlineData("2023-13-01")]
    [InlineData("2023-00-01")]
    [InlineData("2023-01-00")]
    [InlineData("2023-01-32")]
    [InlineData("2023-10-27T24:00:00Z")]
    [InlineData("2023-10-27T23:60:00Z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2023-10-27T23:59:61Z")]
    [InlineData("2023-10-27T21:40:00+24:00")]
    [InlineData("2023-10-27T21:40:00-99:00")]
    [InlineData("2023-10-27T21:40:00+01:60")]
    public void What_no_calendar_or_clock_shows_is_refused(string text) => InstantText.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("2023-10-27T21:40Z", "no seconds")]
    [InlineData("2023-10-27T21Z", "no minutes")]
    [InlineData("2023-10-27T21:40:00", "no offset")]
    [InlineData("2023-10-27T21:40:00.000", "no offset")]
    [InlineData("2023-10-27T21:40:00+0200", "no colon in the offset")]
    [InlineData("2023-10-27T21:40:00+02", "no minutes in the offset")]
    [InlineData("2023-10-27T21:40:00+2:00", "one digit in the offset")]
    [InlineData("2023-10-27T21:40:00\u221202:00", "another minus sign")]
    [InlineData("2023-10-27T21:40:00Z+00:00", "two offsets")]
    [InlineData("2023-10-27T21:40:00 Z", "a space")]
    [InlineData("2023-10-27 21:40:00Z", "a space for the T")]
    [InlineData("2023-10-27T21:40:00,5Z", "a comma")]
    [InlineData("2023-10-27T21:40:00.Z", "no digits after the point")]
    [InlineData("2023-10-27T21:40:00.5.5Z", "two fractions")]
    [InlineData("2023-10-27T", "no time")]
    [InlineData("2023-10-27Z", "a date with an offset")]
    [InlineData("2023-10-27+02:00", "a date with an offset")]
    [InlineData("2023-10", "no day")]
    [InlineData("2023", "no month")]
    [InlineData("20231027", "no hyphens")]
    [InlineData("20231027T214000Z", "no hyphens")]
    [InlineData("2023-W43-5", "a week")]
    [InlineData("2023-W43-5T21:40:00Z", "a week")]
    [InlineData("2023-300", "a day of the year")]
    [InlineData("2023-300T21:40:00Z", "a day of the year")]
    [InlineData("23-10-27", "two digits for the year")]
    [InlineData("2023-1-7", "one digit")]
    [InlineData("27/10/2023", "another order")]
    [InlineData("1698442800", "a number")]
    [InlineData("2023-10-27T21:40:00Z[Europe/Paris]", "a zone")]
    [InlineData("T21:40:00Z", "no date")]
    [InlineData("now", "a word")]
    public void Any_other_shape_is_refused(string text, string because) => InstantText.Parse(text).ShouldBeNull(because);

    [Theory]
    [InlineData("\u0662\u0660\u0662\u0663-10-27")]
    [InlineData("2023-10-2\uff17")]
    [InlineData("2023-10-27T21:40:0\u0966Z")]
    [InlineData("2023-10-27T21:40:00.\u0661Z")]
    [InlineData("2023-10-27T21:40:00+0\u0661:00")]
    public void Digits_of_other_scripts_are_refused(string text) => InstantText.Parse(text).ShouldBeNull();

    [Fact]
    public void Anything_around_a_date_is_refused()
    {
        foreach (var date in new[] { "2023-10-27", "2023-10-27T21:40:00Z", "2023-10-27T21:40:00.5+02:00" })
        {
            foreach (var more in new[] { " ", "\n", "\r\n", "\t", "\0", "\u00a0", "\u200b", "\ufeff", "x", "\"", "." })
            {
                InstantText.Parse(date + more).ShouldBeNull();
                InstantText.Parse(more + date).ShouldBeNull();
            }
        }
    }

    [Property(MaxTest = 2_000, Arbitrary = [typeof(InstantTextTests)])]
    public void Any_instant_in_any_offset_is_read_back_to_the_same_millisecond(Printed printed) =>
        InstantText.Parse(printed.Text)!.Value.ToUnixTimeMilliseconds().ShouldBe(printed.Milliseconds, printed.Text);

    [Property(MaxTest = 2_000)]
    public void Nothing_that_can_be_given_makes_it_fail(string? text, byte at, char put)
    {
        var near = "9999-12-31T23:59:59.999-23:59".ToCharArray();
        near[at % near.Length] = put;
        foreach (var given in new[] { text ?? "", new string(near) })
            Should.NotThrow(() => InstantText.Parse(given));
    }

    /// <summary>A moment as somebody somewhere wrote it down.</summary>
    public sealed record Printed(string Text, long Milliseconds);

    public static Arbitrary<Printed> AnyPrinted()
    {
        var firstDay = (int)(Earliest / Day) - 1;
        var lastDay = (int)(Latest / Day);
        return (
            from day in Gen.OneOf(
                Gen.Choose(firstDay, lastDay),
                Gen.Elements(firstDay, firstDay + 1, firstDay + 2),
                Gen.Elements(lastDay, lastDay - 1),
                Gen.Elements(-1, 0, 1)
            )
            from millisecondOfDay in Gen.Choose(0, Day - 1)
            let milliseconds = day * (long)Day + millisecondOfDay
            from minutes in Gen.Choose(-1439, 1439)
            where milliseconds is >= Earliest and <= Latest && milliseconds + minutes * 60_000L <= Latest
            from more in Gen.Elements("", "0", "4", "9", "999999", "0000000000000000000000000000000001")
            select new Printed(Print(milliseconds, minutes, more), milliseconds)
        ).ToArbitrary();
    }

    private static string Print(long milliseconds, int minutes, string more)
    {
        var local = Instant.FromUnixTimeMilliseconds(milliseconds + minutes * 60_000L).InUtc().LocalDateTime;
        var (hours, rest) = Math.DivRem(Math.Abs(minutes), 60);
        var offset = string.Create(CultureInfo.InvariantCulture, $"{(minutes < 0 ? '-' : '+')}{hours:00}:{rest:00}");
        return local.ToString("uuuu-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + more + offset;
    }

    private static string? Parsed(string text) => InstantText.Parse(text) is { } instant ? ToMilliseconds.Format(instant) : null;
}
