using ClinicNotes.Application.History;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>What happened to a session note.</summary>
internal static class HistoryCalls
{
    public const string Tag = "History";

    private const string Path = "/v1/clinic/session_notes/{id}/history";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "GET", Path, "readHistory", "Read the history of a session note")
        {
            Says = "Every event of the note, of its addendums and of its sign-offs, in the order in which they were recorded.",
            May = WhoMay.Audit,
            IsConditional = true,
            Parameters =
            [
                Id,
                Ask.From,
                Ask.To,
                Ask.Actor,
                Ask.Type,
                Ask.Include("reads", "Also who looked at the note or at what hangs on it."),
                .. Ask.Paging,
            ],
            Gives = [Answers.Shown<HistoryResponse>("A page of the history."), Answers.NotModified],
        },
        File("csv", "Csv", "text/csv", "A row for each change of a field, for spreadsheets."),
        File("ndjson", "Ndjson", "application/x-ndjson", "A line for each event, the same JSON as in the history."),
        File("fhir.json", "Fhir", "application/fhir+json", "An HL7 FHIR R4 `Bundle` of a `Provenance` and an `AuditEvent` for each event."),
    ];

    private static Parameter Id => Ask.Path("id", "The session note.", Values.Id());

    private static Call File(string extension, string named, string mediaType, string says) =>
        new(Tag, "GET", $"{Path}.{extension}", $"downloadHistory{named}", $"Download a history as {named.ToUpperInvariant()}")
        {
            Says = $"The whole history of a note as one file. {says}",
            May = WhoMay.Audit,
            Parameters = [Id],
            Gives = [Answers.File(mediaType, "The file.")],
        };
}
