using System.Text.Json;
using ClinicNotes.Application;
using ClinicNotes.Application.History;

namespace ClinicNotes.WebApi.History;

/// <summary>A kind of file that a session note's history can be had as.</summary>
/// <param name="Extension">How its address and its name end.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Write">Writes a history in it.</param>
internal sealed record HistoryFormat(string Extension, string MediaType, Func<WholeHistory, Stream, CancellationToken, Task> Write)
{
    public static HistoryFormat Csv { get; } = new("csv", "text/csv; charset=utf-8", HistoryCsv.Write);

    /// <summary>A line for each event, the same JSON as in the history.</summary>
    public static HistoryFormat Ndjson { get; } = new("ndjson", "application/x-ndjson", WriteLines);

    public static HistoryFormat Fhir { get; } = new("fhir.json", "application/fhir+json", HistoryFhir.Write);

    public static IReadOnlyList<HistoryFormat> All { get; } = [Csv, Ndjson, Fhir];

    public Streamed Of(WholeHistory history) =>
        new((stream, ended) => Write(history, stream, ended), MediaType, $"session-note-{history.SessionNoteId}-history.{Extension}");

    private static async Task WriteLines(WholeHistory history, Stream stream, CancellationToken cancellation)
    {
        foreach (var step in history.Steps)
        {
            await JsonSerializer.SerializeAsync(stream, step, WireJson.Documented.Step, cancellation);
            await stream.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }
}
