using System.Text.RegularExpressions;

namespace ClinicNotes.Architecture.Tests;

public partial class SettingTests
{
    [Fact]
    public void Every_setting_that_the_code_reads_is_documented_and_the_other_way_round() => Read().ShouldBe(Documented());

    [Fact]
    public void A_setting_is_found_however_it_is_read()
    {
        ReadIn("""settings["Ledger:Origin"] + settings.GetConnectionString("Postgres")""")
            .ShouldBe(["Ledger__Origin", "ConnectionStrings__Postgres"]);
        ReadIn("/// <summary>Reads <c>Ledger:Key</c>, of the group that it is given.</summary>").ShouldBe(["Ledger__Key"]);
        ReadIn("""const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";""").ShouldHaveSingleItem();
        ReadIn("""title: "Notes: all of them", "12:30", "a:b" """).ShouldBeEmpty();
    }

    /// <summary>The settings of the service itself that <c>docs/settings.md</c> has a row for; .NET reads the others.</summary>
    private static string[] Documented() =>
        [
            .. File.ReadLines(Path.Combine(Layer.Repository, "docs/settings.md"))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .SelectMany(line => Variable().Matches(line.Split('|')[1]))
                .Select(variable => variable.Groups[1].Value)
                .Where(name => !OfDotNet().IsMatch(name))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static string[] Read() =>
        [.. Layer.All.SelectMany(layer => layer.Sources).SelectMany(file => ReadIn(file.Text)).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> ReadIn(string source) =>
        Setting()
            .Matches(source)
            .Select(read =>
                read.Groups["connection"] is { Success: true } name
                    ? $"ConnectionStrings__{name.Value}"
                    : read.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal)
            );

    [GeneratedRegex(
        """ (?:"|<c>)(?<name>[A-Z][a-z][A-Za-z]*:[A-Z][A-Za-z]+|OTEL_[A-Z_]+)(?:"|</c>)|GetConnectionString\("(?<connection>\w+)"\) """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Setting();

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Variable();

    [GeneratedRegex("^(ASPNETCORE|Kestrel|Logging)_")]
    private static partial Regex OfDotNet();
}
