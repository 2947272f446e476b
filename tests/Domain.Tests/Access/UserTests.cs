using ClinicNotes.Domain.Access;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using static ClinicNotes.Domain.Tests.Access.User123;

namespace ClinicNotes.Domain.Tests.Access;

[Properties(Arbitrary = [typeof(Arbitraries), typeof(UserTests)])]
public class UserTests
{
    public sealed record Change(string What, string Name, IReadOnlyList<Role> Roles, int Token, Instant Now);

    public static Arbitrary<Change> Changes() =>
        (
            from what in Gen.Elements("enrol", "set roles", "issue", "rotate", "revoke")
            from name in Arbitraries.Text
            from roles in Arbitraries.Roles
            from token in Gen.Choose(0, 4)
            from now in Arbitraries.Clock
            select new Change(what, name, roles, token, now)
        ).ToArbitrary();

    [Fact]
    public void An_enrolment_makes_a_user_without_tokens() =>
        Given(Enrolled()).State.ShouldBeEquivalentTo(new User(123, "Ada", new[] { Role.Supervisor }, Array.Empty<Token>(), Times.Morning));

    [Fact]
    public void Roles_that_are_set_replace_those_before_and_leave_the_rest()
    {
        var user = Given(Enrolled(), Issued(), RolesSet([Role.Auditor])).State!;
        (user.Name, user.UpdatedAt).ShouldBe(("Ada", Times.Afternoon));
        user.Roles.ShouldBe([Role.Auditor]);
        user.Tokens.ShouldBe([new Token(1, Sha256, Times.Afternoon, null, null)]);
    }

    [Fact]
    public void A_user_enrolled_again_keeps_the_tokens()
    {
        var user = Given(Enrolled(), Issued(), Enrolled("Grace", [Role.Admin], at: Times.Afternoon)).State!;
        (user.Name, user.UpdatedAt).ShouldBe(("Grace", Times.Afternoon));
        user.Roles.ShouldBe([Role.Admin]);
        user.Tokens.Count.ShouldBe(1);
    }

    [Fact]
    public void Without_an_enrolment_there_is_no_user() => Given(RolesSet([Role.Admin]), Issued(), Revoked()).State.ShouldBeNull();

    [Fact]
    public void A_user_is_known_by_the_key_of_its_stream()
    {
        User.StreamKey(123).ShouldBe("user-123");
    }

    [Fact]
    public void Folding_ignores_what_happened_elsewhere()
    {
        Given([.. OtherEvents.NotOf<User>()]).State.ShouldBeNull();
        Given([Enrolled(), .. OtherEvents.NotOf<User>()]).State.ShouldBeEquivalentTo(Given(Enrolled()).State);
    }

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Admins_may_administer_users_and_nobody_else(Role[] roles)
    {
        var by = People.Having(130, roles);
        var (user, nobody) = (Given(Enrolled(), Issued()), Given());
        if (roles.Contains(Role.Admin))
        {
            user.When(Enrol("Grace", by: by, now: Times.Afternoon)).Then(Enrolled("Grace", by: 130, at: Times.Afternoon));
            user.When(SetRoles([Role.Auditor], by)).Then(RolesSet([Role.Auditor], by: 130));
            Given(Enrolled()).When(Issue(by: by)).Then(Issued(by: 130));
            user.When(Rotate(by: by)).Then(Rotated(by: 130));
            user.When(Revoke(by: by)).Then(Revoked(by: 130));
            return;
        }

        foreach (var given in new[] { user, nobody })
        {
            given.When(Enrol(by: by)).Then(Refusal.NotPermitted);
            given.When(SetRoles([Role.Supervisor], by)).Then(Refusal.NotPermitted);
            given.When(Issue(by: by)).Then(Refusal.NotPermitted);
            given.When(Rotate(by: by)).Then(Refusal.NotPermitted);
            given.When(Revoke(by: by)).Then(Refusal.NotPermitted);
        }
    }

    [Property]
    public void A_user_is_what_was_decided_last_and_the_last_change_never_goes_back(Change[] changes)
    {
        var events = new List<object> { Enrolled() };
        var (name, roles, revoked) = ("Ada", (IReadOnlyList<Role>)[Role.Supervisor], new HashSet<long>());
        foreach (var (index, change) in changes.Index())
        {
            var before = Given([.. events]).State!;
            if (Decide(before, change, index + 1) is { } @event)
                events.Add(@event);
            (name, roles) = change.What switch
            {
                "enrol" => (change.Name, InOrder(change.Roles)),
                "set roles" => (name, InOrder(change.Roles)),
                _ => (name, roles),
            };
            if (change.What is "revoke" or "rotate" && before.Tokens.Any(token => token.Id == change.Token))
                revoked.Add(change.Token);

            var user = Given([.. events]).State!;
            user.Name.ShouldBe(name);
            user.Roles.ShouldBe(roles);
            user.Tokens.Where(token => token.RevokedAt is not null).Select(token => token.Id).ShouldBe(revoked, ignoreOrder: true);
            user.UpdatedAt.ShouldBeGreaterThanOrEqualTo(before.UpdatedAt);
            if (change.What != "issue")
                Decide(user, change, index + 1).ShouldBeNull("the same again adds no event");
        }
    }

    [Property]
    public void Folding_a_part_and_then_the_rest_is_folding_the_whole(Change[] changes, NonNegativeInt cut)
    {
        var events = new List<object> { Enrolled() };
        foreach (var (index, change) in changes.Index())
        {
            if (Decide(Given([.. events]).State!, change, index + 1) is { } @event)
                events.Add(@event);
        }

        var at = cut.Get % (events.Count + 1);
        var part = events.Take(at).Aggregate((User?)null, User.Evolve);
        var whole = events.Skip(at).Aggregate(part, User.Evolve);
        whole.ShouldBeEquivalentTo(Given([.. events]).State);
    }

    private static object? Decide(User user, Change change, long newToken) =>
        change.What switch
        {
            "enrol" => UserDecisions.Enrol(user, 123, change.Name, change.Roles, People.Admin, change.Now).Event,
            "set roles" => UserDecisions.SetRoles(user, change.Roles, People.Admin, change.Now).Event,
            "issue" => UserDecisions.IssueToken(user, newToken, $"{newToken:x64}", null, People.Admin, change.Now).Event,
            "rotate" => UserDecisions.RotateToken(user, change.Token, newToken, $"{newToken:x64}", People.Admin, change.Now).Event,
            _ => UserDecisions.RevokeToken(user, change.Token, People.Admin, change.Now).Event,
        };

    private static Role[] InOrder(IReadOnlyList<Role> roles) => [.. Enum.GetValues<Role>().Where(roles.Contains)];
}
