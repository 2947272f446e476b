namespace ClinicNotes.Contract.Calls;

/// <summary>All calls of the service, in the order in which the document has them.</summary>
internal static class Every
{
    public static IReadOnlyList<Call> Call { get; } =
    [
        .. AddendumCalls.All,
        .. SignOffCalls.All,
        .. SessionNoteCalls.All,
        .. HistoryCalls.All,
        .. AuditCalls.All,
        .. LedgerCalls.All,
        .. FeedCalls.All,
        .. WebhookCalls.All,
        .. AccessCalls.All,
        .. OpenCalls.All,
    ];

    /// <summary>The headings, and what is below each.</summary>
    public static IReadOnlyList<(string Name, string Says)> Tags { get; } =
    [
        (AddendumCalls.Tag, "Corrections that reviewers ask for, and the responses to them."),
        (SignOffCalls.Tag, "Reviews of session notes, with a date and a signature."),
        (SessionNoteCalls.Tag, "The notes that are reviewed. They are written elsewhere; admins make them known here."),
        (HistoryCalls.Tag, "What happened to a session note, event by event, as JSON and as files."),
        (AuditCalls.Tag, "What happened in the clinic: recorded, read and refused."),
        (
            LedgerCalls.Tag,
            "The log of all events of the clinic that cannot be changed unnoticed, as C2SP tlog-tiles has it, and proof packs."
        ),
        (FeedCalls.Tag, "Every event of the clinic in the order of its ledger, for programs."),
        (WebhookCalls.Tag, "Where the events of the clinic are sent to."),
        (AccessCalls.Tag, "Who may act in the clinic, and by which tokens."),
        (OpenCalls.Tag, "What nobody needs a token for: health, and what the service says of itself."),
    ];
}
