using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.Domain.History;
using CsvHelper;
using NodaTime;

namespace ClinicNotes.WebApi.History;

/// <summary>
/// A history as CSV (RFC 4180, UTF-8 with a byte order mark, by which spreadsheets know it): a row for each change, so that an event that
/// changed two fields has two. A text that a spreadsheet would run as a formula has an apostrophe before it.
/// </summary>
internal static class HistoryCsv
{
    private static readonly CsvWriterOptions Options = new()
    {
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n",
    };

    private static readonly string[] Columns =
    [
        "position",
        "stream",
        "version",
        "type",
        "recorded_at",
        "actor_id",
        "actor_name",
        "actor_role",
        "field",
        "from",
        "to",
        "signature_sha256",
        "request_id",
        "covers_stream",
        "covers_version",
        "stale",
    ];

    public static async Task Write(WholeHistory history, Stream stream, CancellationToken cancellation)
    {
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        await csv.WriteRecordAsync(Columns, cancellation);
        foreach (var step in history.Steps)
        {
            foreach (var change in step.Changes.DefaultIfEmpty())
                await csv.WriteRecordAsync(Row(step, change), cancellation);
        }

        await csv.FlushAsync(cancellation);
    }

    private static string?[] Row(HistoryResponse.Step step, Change? change) =>
        [
            Text(step.Position),
            step.Stream,
            Text(step.Version),
            step.Type,
            Text(step.RecordedAt),
            Text(step.Actor.Id),
            Text(step.Actor.Name),
            step.Actor.Role,
            change?.Field,
            Text(change?.From),
            Text(change?.To),
            step.SignatureSha256,
            step.RequestId,
            step.Covers?.Stream,
            Text(step.Covers?.Version),
            step.Stale switch
            {
                true => "true",
                false => "false",
                null => null,
            },
        ];

    private static string? Text(object? value) =>
        value switch
        {
            null => null,
            Instant instant => WireInstant.Text(instant),
            // Where the input method has them, spreadsheets take these for the plain characters, which the writer knows.
            string { Length: > 0 } text when text[0] is '＝' or '＋' or '－' or '＠' => $"'{text}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
