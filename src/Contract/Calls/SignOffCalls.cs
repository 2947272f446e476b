using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>Reviews with a date and a signature.</summary>
internal static class SignOffCalls
{
    public const string Tag = "Sign-offs";

    private const string Path = "/v1/clinic/session_notes/sign_offs";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "POST", Path, "recordSignOff", "Create a sign-off")
        {
            Says = "Records that the user of the token has reviewed a session note.",
            May = WhoMay.RecordSignOff,
            Body = Bodies.RecordSignOff,
            Gives = [Answers.Created<SignOffResponse>("The sign-off.")],
            Refuses = [404],
        },
        new(Tag, "GET", Path, "listSignOffs", "List sign-offs")
        {
            Says = "What was just recorded is in the list within a second.",
            May = WhoMay.Read,
            IsConditional = true,
            Parameters =
            [
                Ask.Note,
                Ask.Query("reviewer_id", "Only those that this user recorded.", Values.Id(123)),
                Ask.Query("review_date_from", "Only with this review date or a later one.", Values.Date("2023-10-01")),
                Ask.Query(
                    "review_date_to",
                    "Only with this review date or an earlier one; a date means its last moment.",
                    Values.Date("2023-10-31")
                ),
                Ask.Query(
                    "overdue",
                    "`true`: only those whose review date is past; `false`: only the others.",
                    Values.OneOf("true", "false")
                ),
                Ask.Include("signatures", "The items then have their signatures too."),
                Ask.AsOf,
                .. Ask.Paging,
                .. Ask.Sorting("id", "id", "created_at", "updated_at", "review_date"),
            ],
            Gives = [Answers.Shown<SignOffsResponse>("A page of the list."), Answers.NotModified],
        },
        new(Tag, "GET", $"{Path}/{{id}}", "readSignOff", "Read a sign-off")
        {
            Says = "What was just written is there.",
            May = WhoMay.Read,
            IsConditional = true,
            Parameters = [Id, Ask.AsOf],
            Gives = [Answers.Tagged<SignOffResponse>("The sign-off."), Answers.NotModified],
        },
        new(Tag, "PUT", $"{Path}/{{id}}", "reviseSignOff", "Update a sign-off")
        {
            Says =
                "A supervisor revises only what that supervisor recorded, an admin everything. What is absent or `null` stays as it is; a request that changes nothing records nothing.",
            May = WhoMay.ReviseSignOff,
            IsConditional = true,
            Parameters = [Id],
            Body = Bodies.ReviseSignOff,
            Gives = [Answers.Tagged<SignOffResponse>("The sign-off as it is now.")],
        },
    ];

    private static Parameter Id => Ask.Path("id", "The sign-off.", Values.Id(25));
}
