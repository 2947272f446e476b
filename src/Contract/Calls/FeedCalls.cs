using ClinicNotes.Application.Feed;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>The clinic's events for those who follow them.</summary>
internal static class FeedCalls
{
    public const string Tag = "Event feed";

    private const string Path = "/v1/clinic/events";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "GET", Path, "readEvents", "Read events")
        {
            Says =
                "The events after a position. Ask again with `after` = `next`: no event is ever skipped. The end is reached when `next` is `after`.",
            May = WhoMay.FollowFeed,
            IsConditional = true,
            Parameters =
            [
                Ask.After,
                Ask.Paged("limit", "How many events at most.", 1_000, 100),
                Ask.Types,
                Ask.Note,
                Ask.Query("wait", "How many seconds to wait at most while there is no such event.", Ask.Number(0, 30, 0)),
            ],
            Gives = [Answers.Shown<FeedResponse>("The events, and how far that was looked."), Answers.NotModified],
        },
        new(Tag, "GET", $"{Path}/stream", "followEvents", "Follow events")
        {
            Says =
                "Server-sent events: those after a position, and then those to come. `id` is the position, `event` the type and `data` the event. Every 15 seconds a comment says that the stream lives.",
            May = WhoMay.FollowFeed,
            Parameters = [Ask.After, Ask.Types, Ask.Note, LastEventId],
            Gives =
            [
                Answers.Plain(
                    "text/event-stream",
                    "The events, without an end.",
                    "id: 17\nevent: clinicnotes.addendum.requested.v1\ndata: {\"specversion\":\"1.0\",\"sequence\":\"17\"}\n\n"
                ),
            ],
        },
    ];

    private static Parameter LastEventId =>
        new(
            "Last-Event-ID",
            "header",
            "The position of the last event that was seen: it counts more than `after`. Browsers send it by themselves.",
            Values.Position(),
            IsRequired: false
        );
}
