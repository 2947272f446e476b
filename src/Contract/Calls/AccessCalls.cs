using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>Who may act in the clinic, and by what the service knows them.</summary>
internal static class AccessCalls
{
    public const string Tag = "Users and tokens";

    private const string Users = "/v1/admin/clinic/users";
    private const string Tokens = $"{Users}/{{id}}/tokens";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "POST", Users, "enrolUser", "Enrol a user")
        {
            Says = "With an id that the clinic has, name and roles are set anew.",
            May = WhoMay.Administer,
            Body = Bodies.EnrolUser,
            Gives = [Answers.Tagged<UserResponse>("The user was known; it is so now."), Answers.Created<UserResponse>("The user is new.")],
        },
        new(Tag, "GET", Users, "listUsers", "List users")
        {
            Says = "By their ids.",
            May = WhoMay.Administer,
            IsConditional = true,
            Parameters = Ask.Paging,
            Gives = [Answers.Shown<UsersResponse>("A page of the list."), Answers.NotModified],
        },
        new(Tag, "PUT", $"{Users}/{{id}}/roles", "setRoles", "Set the roles of a user")
        {
            Says = "They count on every node within five seconds. The same roles again record nothing.",
            May = WhoMay.Administer,
            IsConditional = true,
            Parameters = [User],
            Body = Bodies.SetRoles,
            Gives = [Answers.Tagged<UserResponse>("The user as it is now.")],
        },
        new(Tag, "GET", Tokens, "listTokens", "List the tokens of a user")
        {
            Says = "All that the user has had, without their secrets, in the order in which they were issued.",
            May = WhoMay.Administer,
            IsConditional = true,
            Parameters = [User, .. Ask.Paging],
            Gives = [Answers.Shown<TokensResponse>("A page of the list."), Answers.NotModified],
        },
        new(Tag, "POST", Tokens, "issueToken", "Issue a token")
        {
            Says = "The answer is the only one that ever shows the secret.",
            May = WhoMay.Administer,
            Parameters = [User],
            Body = Bodies.IssueToken,
            Gives = [Answers.Issued<IssuedTokenResponse>("The token, with its secret.")],
        },
        new(Tag, "POST", $"{Tokens}/{{tokenId}}/rotate", "rotateToken", "Rotate a token")
        {
            Says =
                "Issues a token in the place of another, which is revoked in the same moment. A token that works no longer cannot be rotated.",
            May = WhoMay.Administer,
            Parameters = [User, Token],
            Gives = [Answers.Issued<IssuedTokenResponse>("The token, with its secret.")],
            Refuses = [422],
        },
        new(Tag, "DELETE", $"{Tokens}/{{tokenId}}", "revokeToken", "Revoke a token")
        {
            Says = "For good; it is refused on every node within five seconds. Revoking again records nothing.",
            May = WhoMay.Administer,
            Parameters = [User, Token],
            Gives = [Answers.Shown<TokenResponse>("The token.")],
        },
    ];

    private static Parameter User => Ask.Path("id", "The user.", Values.Id(130));

    private static Parameter Token => Ask.Path("tokenId", "The token.", Values.Id(33));
}
