using ClinicNotes.Application.History;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi;

namespace ClinicNotes.Contract.Calls;

/// <summary>What happened in the clinic.</summary>
internal static class AuditCalls
{
    public const string Tag = "Audit report";

    private const string Path = "/v1/audit/report";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "GET", Path, "readAuditReport", "Read the audit report")
        {
            Says = "A row for each event, and for each read of an event of reads. All but `ledger_committed` unless a type is given.",
            May = WhoMay.Audit,
            IsConditional = true,
            Parameters =
            [
                Ask.From,
                Ask.To,
                Ask.Actor,
                Ask.Type,
                .. Ask.Paging,
                .. Ask.Sorting("position", [.. WireJson.Documented.ReportRow.Properties.Select(field => field.Name)]),
            ],
            Gives = [Answers.Shown<ReportResponse>("A page of the report."), Answers.NotModified],
        },
        new(Tag, "GET", $"{Path}/shared_signatures", "listSharedSignatures", "List shared signatures")
        {
            Says =
                "The signature images that several users gave, or that were given on several session notes, those of the most users first.",
            May = WhoMay.Audit,
            IsConditional = true,
            Parameters = Ask.Paging,
            Gives = [Answers.Shown<SharedSignaturesResponse>("A page of them."), Answers.NotModified],
        },
    ];
}
