using ClinicNotes.Application.Access;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application.Tests.Access;

public class AccessHandlerTests
{
    private readonly Clinic _clinic = new();

    [Fact]
    public async Task A_user_is_enrolled_once_and_then_known()
    {
        var created = (await Enrol("Ada", Role.Admin, Role.Provider, Role.Admin)).ShouldBeOfType<Outcome.Created>();
        var user = created.Response.ShouldBeOfType<UserResponse>();
        (created.Id, user.Id, user.Name).ShouldBe((123, 123, "Ada"));
        user.Roles.ShouldBe([Role.Provider, Role.Admin]);

        var again = (await Enrol("Ada", Role.Provider, Role.Admin)).ShouldBeOfType<Outcome.Updated>();
        again.Response.ShouldBeOfType<UserResponse>().Roles.ShouldBe([Role.Provider, Role.Admin]);
        _clinic.EventsOf("user-123").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Roles_are_set_and_the_same_again_appends_nothing()
    {
        (await SetRoles(Role.Auditor)).ShouldBe(new Outcome.Refused(Refusal.UserNotFound));
        await Enrol("Ada", Role.Admin);
        for (var i = 0; i < 2; i++)
        {
            var set = (await SetRoles(Role.Auditor)).ShouldBeOfType<Outcome.Updated>().Response.ShouldBeOfType<UserResponse>();
            (set.Id, set.Name).ShouldBe((123, "Ada"));
            set.Roles.ShouldBe([Role.Auditor]);
        }

        _clinic.EventsOf("user-123").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_is_answered_once_and_only_its_digest_is_recorded()
    {
        await Enrol("Ada", Role.Supervisor);
        var end = Clinic.Now + Duration.FromHours(1);
        var issued = (await Issue(end)).ShouldBeOfType<Outcome.Created>().Response.ShouldBeOfType<IssuedTokenResponse>();

        (issued.Id, issued.UserId, issued.ExpiresAt).ShouldBe((101, 123, end));
        var recorded = _clinic.EventsOf("user-123")[1].ShouldBeOfType<TokenIssued>();
        recorded.TokenSha256.ShouldBe(TokenSecret.Sha256Of(issued.Token));
        recorded.ToString().ShouldNotContain(issued.Token);
    }

    [Fact]
    public async Task Each_token_is_another_unless_it_is_given()
    {
        await Enrol("Ada", Role.Supervisor);
        var issued = new[] { await Issue(), await Issue(), await Issue(token: "known") }.Cast<Outcome.Created>();
        var tokens = issued.Select(created => ((IssuedTokenResponse)created.Response).Token).ToArray();
        tokens.Distinct().Count().ShouldBe(3);
        tokens[^1].ShouldBe("known");
    }

    [Fact]
    public async Task A_token_is_revoked_once_and_stays_so()
    {
        (await Revoke(101)).ShouldBe(new Outcome.Refused(Refusal.UserNotFound));
        await Enrol("Ada", Role.Supervisor);
        (await Revoke(101)).ShouldBe(new Outcome.Refused(Refusal.TokenNotFound));
        await Issue();
        var revoked = new Outcome.Updated(new TokenResponse(101, 123, Clinic.Now, null, Clinic.Now));
        (await Revoke(101)).ShouldBe(revoked);
        (await Revoke(101)).ShouldBe(revoked);
        _clinic.EventsOf("user-123").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_rotated_token_is_replaced_by_one_event()
    {
        (await Rotate(101)).ShouldBe(new Outcome.Refused(Refusal.UserNotFound));
        await Enrol("Ada", Role.Supervisor);
        (await Rotate(101)).ShouldBe(new Outcome.Refused(Refusal.TokenNotFound));
        var end = Clinic.Now + Duration.FromHours(1);
        var before = (IssuedTokenResponse)(await Issue(end)).ShouldBeOfType<Outcome.Created>().Response;

        var after = (await Rotate(before.Id)).ShouldBeOfType<Outcome.Created>().Response.ShouldBeOfType<IssuedTokenResponse>();

        (after.UserId, after.ExpiresAt).ShouldBe((123, end));
        after.Token.ShouldNotBe(before.Token);
        var recorded = _clinic.EventsOf("user-123")[2].ShouldBeOfType<TokenIssued>();
        (recorded.TokenSha256, recorded.Replaces).ShouldBe((TokenSecret.Sha256Of(after.Token), before.Id));
        (await Rotate(before.Id)).ShouldBe(new Outcome.Refused(Refusal.TokenWorksNoLonger));
        _clinic.EventsOf("user-123").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Tokens_are_listed_page_by_page_without_their_secrets()
    {
        (await Tokens()).ShouldBe(new Outcome.Refused(Refusal.UserNotFound));
        await Enrol("Ada", Role.Supervisor);
        foreach (var secret in new[] { "first", "second", "third" })
            await Issue(token: secret);

        var page = (await Tokens(page: 2, size: 2)).ShouldBeOfType<Outcome.Found>().Response.ShouldBeOfType<TokensResponse>();

        page.Tokens.ShouldBe([new TokenResponse(103, 123, Clinic.Now, null, null)]);
        page.Pagination.ShouldBe(new PaginationResponse(2, 2, 3, 2));
        (await Tokens(page: GivenId.Largest, size: 100)).ShouldBeOfType<Outcome.Found>();
    }

    [Fact]
    public async Task Nobody_but_an_admin_gets_anywhere()
    {
        var refused = new Outcome.Refused(Refusal.NotPermitted);
        (await Issue(by: People.Supervisor)).ShouldBe(refused);
        (await Rotate(101, People.Supervisor)).ShouldBe(refused);
        (await Revoke(101, People.Supervisor)).ShouldBe(refused);
        (await Tokens(by: People.Supervisor)).ShouldBe(refused);
        (_clinic.Streams.Count, _clinic.IdsGiven).ShouldBe((0, 0));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<Outcome> Enrol(string name, params Role[] roles) =>
        EnrolUserHandler.Handle(
            new(People.Admin, new(GivenId.Of(123), GivenText.Of(name), [.. roles])),
            new(),
            _clinic.Events,
            _clinic.Clock,
            Cancellation
        );

    private Task<Outcome> SetRoles(params Role[] roles) =>
        SetUserRolesHandler.Handle(new(People.Admin, 123, new([.. roles])), new(), _clinic.Events, _clinic.Clock, Cancellation);

    private Task<Outcome> Issue(Instant? end = null, string? token = null, Actor? by = null) =>
        IssueTokenHandler.Handle(
            new(by ?? People.Admin, 123, new(GivenText.Of(end?.ToString())), token),
            new(_clinic.Clock),
            _clinic,
            _clinic.Events,
            _clinic.Clock,
            Cancellation
        );

    private Task<Outcome> Revoke(long id, Actor? by = null) =>
        RevokeTokenHandler.Handle(new(by ?? People.Admin, 123, id), new(), _clinic.Events, _clinic.Clock, Cancellation);

    private Task<Outcome> Rotate(long id, Actor? by = null) =>
        RotateTokenHandler.Handle(new(by ?? People.Admin, 123, id), new(), _clinic, _clinic.Events, _clinic.Clock, Cancellation);

    private Task<Outcome> Tokens(long page = 1, long size = 25, Actor? by = null) =>
        ReadTokensHandler.Handle(
            new(by ?? People.Admin, 123, new(GivenId.Of(page), GivenId.Of(size))),
            new(),
            _clinic.Events,
            Cancellation
        );
}
