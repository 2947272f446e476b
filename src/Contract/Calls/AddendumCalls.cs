using ClinicNotes.Application.Addendums;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>Corrections asked for, and the answers.</summary>
internal static class AddendumCalls
{
    public const string Tag = "Addendums";

    private const string Path = "/v1/clinic/session_notes/addendums";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "POST", Path, "requestAddendum", "Create an addendum")
        {
            Says = "Asks for a correction of a session note.",
            May = WhoMay.RequestAddendum,
            Body = Bodies.RequestAddendum,
            Gives = [Answers.Created<AddendumResponse>("The addendum.")],
            Refuses = [404],
        },
        new(Tag, "GET", Path, "listAddendums", "List addendums")
        {
            Says = "What was just recorded is in the list within a second.",
            May = WhoMay.Read,
            IsConditional = true,
            Parameters =
            [
                Ask.Note,
                Ask.Query(
                    "status",
                    "`responded`: only those with an `instructions_response` or a `responded_signature`; `open`: only the others.",
                    Values.OneOf("open", "responded")
                ),
                Ask.Include("signatures", "The items then have their signatures too."),
                Ask.AsOf,
                .. Ask.Paging,
                .. Ask.Sorting("id", "id", "created_at", "updated_at"),
            ],
            Gives = [Answers.Shown<AddendumsResponse>("A page of the list."), Answers.NotModified],
        },
        new(Tag, "GET", $"{Path}/{{id}}", "readAddendum", "Read an addendum")
        {
            Says = "What was just written is there.",
            May = WhoMay.Read,
            IsConditional = true,
            Parameters = [Id, Ask.AsOf],
            Gives = [Answers.Tagged<AddendumResponse>("The addendum."), Answers.NotModified],
        },
        new(Tag, "PUT", $"{Path}/{{id}}", "respondToAddendum", "Update an addendum")
        {
            Says = "Responds to what was asked. What is absent or `null` stays as it is; a request that changes nothing records nothing.",
            May = WhoMay.RespondToAddendum,
            IsConditional = true,
            Parameters = [Id],
            Body = Bodies.RespondToAddendum,
            Gives = [Answers.Tagged<AddendumResponse>("The addendum as it is now.")],
        },
    ];

    private static Parameter Id => Ask.Path("id", "The addendum.");
}
