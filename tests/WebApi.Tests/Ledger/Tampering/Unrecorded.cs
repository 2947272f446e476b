namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>What may be altered and proves nothing, each with the reason. All else that is in the database is the record.</summary>
internal static class Unrecorded
{
    public static IReadOnlyDictionary<string, string> Tables { get; } =
        new Dictionary<string, string>
        {
            ["mt_event_progression"] = "how far the store's own daemons are, of which none runs",
            ["mt_doc_deadletterevent"] = "what such daemons could not do",
            ["mt_event_projection_floors"] = "from where such daemons begin",
            ["mt_high_water_skips"] = "what such daemons passed over",
            ["claims"] = "who repeats a request within a day is answered by it; what was recorded then is among the events",
            ["webhook_secrets"] = "a secret that is altered opens no more, and deliveries say so",
            ["webhook_progress"] = "how far a receiver is; it can be set by anybody who may replay",
            ["webhook_deliveries"] = "how deliveries went, for a while",
            ["broker_progress"] = "how far the broker is",
            ["feed_readers"] = "who reads at the moment",
            ["clinicnotes_schema"] = "which schema is there: another fingerprint has it applied again",
            ["ledger_progress"] =
                "set back, the keeper places nothing twice, as the store refuses; set on, it passes over events, which are found",
            ["ledger_gaps"] = "which numbers are waited for: an event that has one gets its position in the next round",
        };

    /// <summary>Columns that change no answer.</summary>
    private static readonly Dictionary<(string Table, string Column), string> Unread = new()
    {
        [("mt_events", "causation_id")] = "told to nobody",
        [("mt_streams", "type")] = "told to nobody",
        [("mt_streams", "timestamp")] = "told to nobody",
        [("mt_streams", "created")] = "told to nobody",
        [("mt_streams", "compacted_version")] = "no stream is compacted",
        [("mt_streams", "is_archived")] = "nothing is left out for it",
        [("ledger_checkpoints", "signed_at")] = "told to nobody; when it was is in the commitment under the checkpoint",
    };

    /// <summary>Columns that are told as they are stored and proven of nothing, as docs/audit.md says.</summary>
    private static readonly Dictionary<(string Table, string Column), string> Told = new()
    {
        [("mt_events", "id")] = "by which consumers know an event that comes again; which event it is, they know by its position",
        [("mt_events", "correlation_id")] = "the request, by which an event is found in a log",
    };

    public static bool IsUnread(Column column) => Unread.ContainsKey((column.Table, column.Name));

    public static bool IsTold(Column column) => Told.ContainsKey((column.Table, column.Name));
}
