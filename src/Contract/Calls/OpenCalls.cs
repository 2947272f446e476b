namespace ClinicNotes.Contract.Calls;

/// <summary>What needs no token.</summary>
internal static class OpenCalls
{
    public const string Tag = "The service itself";

    public static IReadOnlyList<Call> All { get; } =
    [
        Health("GET", "live", "readLiveness", "Is the process alive?"),
        Health("HEAD", "live", "checkLiveness", "Is the process alive? Its status alone"),
        Health("GET", "ready", "readReadiness", "Can the service serve?"),
        Health("HEAD", "ready", "checkReadiness", "Can the service serve? Its status alone"),
        Read("/openapi/v1.json", "readOpenApi", "Read this document", Answers.Json),
        Read("/docs", "readReference", "Browse this document", "text/html"),
        Read("/asyncapi/v1.json", "readAsyncApi", "Read what events there are", Answers.Json),
        Read("/asyncapi/schemas/{name}", "readEventSchema", "Read what an event is like", "application/schema+json") with
        {
            Parameters =
            [
                Ask.Path(
                    "name",
                    "The type of the event, or `event`, with `.json` after it.",
                    Values.Given(@"^[a-z0-9_.]+\.json$", "clinicnotes.addendum.requested.v1.json")
                ),
            ],
        },
    ];

    private static Call Health(string method, string question, string id, string summary) =>
        new(Tag, method, $"/health/{question}", id, summary)
        {
            Says = question == "ready" ? "Its database answers, has the schema of this version, and keeps what it says is committed." : "",
            Gives =
            [
                method == "HEAD"
                    ? new Success(200, "It is so.", null, null)
                    : Answers.Plain(
                        "text/plain",
                        "`Healthy`, or `Degraded` when something needs to be looked at but clients lose nothing.",
                        "Healthy"
                    ),
            ],
            Refuses = question == "ready" ? [503] : [],
        };

    private static Call Read(string path, string id, string summary, string mediaType) =>
        new(Tag, "GET", path, id, summary) { Gives = [Answers.Plain(mediaType, "It is the same for everybody.")] };
}
