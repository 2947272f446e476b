using System.Net;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using NodaTime;
using NodaTime.Text;

namespace ClinicNotes.WebApi.Tests.Access;

public sealed class TokenTests(RunningService running, Database database) : IClassFixture<RunningService>
{
    private const string Body = """{"session_note_id":46,"addendum":{"instructions":"A"}}""";
    private const string Unauthorized = """{"errors":"You are not authorized to perform this action."}""";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("unknown")]
    [InlineData("DEMO-SUPERVISOR")]
    [InlineData("demo-supervisor\t;")]
    public async Task No_token_or_a_wrong_one_is_a_401(string? token)
    {
        var reply = await running.Service.As(token).Post(Client.Addendums, Body);

        reply.ShouldBe(HttpStatusCode.Unauthorized, Unauthorized);
        reply.Headers.WwwAuthenticate.ToString().ShouldBe("X-User-Token");
    }

    [Fact]
    public async Task A_token_has_256_random_bits_and_only_its_SHA256_is_stored()
    {
        var one = await running.Service.EnrolsWithToken(clinic: 1, user: 300, Role.Provider);
        var another = await running.Service.EnrolsWithToken(clinic: 1, user: 300, Role.Provider);

        one.Token.ShouldNotBe(another.Token);
        System.Buffers.Text.Base64Url.DecodeFromChars(one.Token).Length.ShouldBe(32);
        (await running.Service.Scalar<long>($"select count(*) from mt_events where data::text like '%{one.Token}%'")).ShouldBe(0);
        (
            await running.Service.Scalar<long>(
                $"select count(*) from mt_events where data ->> 'token_sha256' = '{TokenSecret.Sha256Of(one.Token)}'"
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task A_revoked_token_stops_working_on_every_node_within_five_seconds()
    {
        var here = running.Service;
        await using var there = await new Service(here.ConnectionString).Start();
        var token = await here.EnrolsWithToken(clinic: 1, user: 301, Role.Provider);
        foreach (var node in new[] { here, there })
            (await node.As(token.Token).Post(Client.Addendums, Body)).ShouldBe(HttpStatusCode.Created);

        (await here.Does(new RevokeToken(Actor.Operator(1), 301, token.Id))).ShouldBeOfType<Outcome.Updated>();

        foreach (var node in new[] { here, there })
        {
            node.Clock.AdvanceMilliseconds(4_999);
            (await node.As(token.Token).Post(Client.Addendums, Body)).ShouldBe(HttpStatusCode.Unauthorized, Unauthorized);
        }
    }

    [Fact]
    public async Task New_roles_count_within_five_seconds()
    {
        var client = await running.Service.Enrols(clinic: 1, user: 302, Role.Auditor);
        (await client.Post(Client.Addendums, Body)).ShouldBe(HttpStatusCode.Forbidden);

        await running.Service.Does(new SetUserRoles(Actor.Operator(1), 302, new([Role.Provider])));
        running.Service.Clock.AdvanceMilliseconds(4_999);

        (await client.Post(Client.Addendums, Body)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_token_works_until_the_moment_at_which_it_expires()
    {
        var service = running.Service;
        await service.EnrolsWithToken(clinic: 1, user: 303, Role.Provider);
        var expires = service.Clock.GetCurrentInstant() + Duration.FromHours(1);
        var issued = (Outcome.Created)await service.Does(new IssueToken(Actor.Operator(1), 303, Ending(expires)));
        var client = service.As(((IssuedTokenResponse)issued.Response).Token);

        service.Clock.Advance(Duration.FromHours(1) - Duration.FromMilliseconds(1));
        (await client.Post(Client.Addendums, Body)).ShouldBe(HttpStatusCode.Created);
        service.Clock.AdvanceMilliseconds(1);
        (await client.Post(Client.Addendums, Body)).ShouldBe(HttpStatusCode.Unauthorized, Unauthorized);
    }

    [Fact]
    public async Task A_token_that_would_expire_before_it_works_is_not_issued()
    {
        var outcome = await running.Service.Does(new IssueToken(Actor.Operator(1), 121, Ending(running.Service.Clock.GetCurrentInstant())));

        outcome.ShouldBeOfType<Outcome.Invalid>().Faults["expires_at"].ShouldBe(["must be in the future"]);
    }

    [Fact]
    public async Task Who_is_no_admin_enrols_nobody_sets_no_roles_and_issues_and_revokes_no_tokens()
    {
        var supervisor = new Actor(1, 123, [Role.Supervisor]);
        ICommand[] commands =
        [
            new EnrolUser(supervisor, new(GivenId.Of(304), GivenText.Of("Friend"), [Role.Admin])),
            new SetUserRoles(supervisor, 123, new([Role.Admin])),
            new IssueToken(supervisor, 124, new()),
            new RevokeToken(supervisor, 124, 1),
        ];

        foreach (var command in commands)
            (await running.Service.Does(command)).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
    }

    [Fact]
    public async Task Users_and_tokens_of_another_clinic_are_not_found()
    {
        (await running.Service.Does(new SetUserRoles(Actor.Operator(2), 121, new([Role.Admin])))).ShouldBe(
            new Outcome.Refused(Refusal.UserNotFound)
        );
        (await running.Service.Does(new IssueToken(Actor.Operator(2), 121, new()))).ShouldBe(new Outcome.Refused(Refusal.UserNotFound));
        (await running.Service.Does(new RevokeToken(Actor.Operator(2), 121, 1))).ShouldBe(new Outcome.Refused(Refusal.UserNotFound));
        (await running.Service.Does(new RevokeToken(Actor.Operator(1), 121, 999_999))).ShouldBe(new Outcome.Refused(Refusal.TokenNotFound));
    }

    [Fact]
    public async Task Who_could_do_what_and_when_is_told_by_events()
    {
        await using var service = await new Service(await database.Make()).Start();
        var token = await service.EnrolsWithToken(clinic: 1, user: 305, Role.Provider, Role.Supervisor);
        await service.Does(new SetUserRoles(Actor.Operator(1), 305, new([Role.Auditor])));
        await service.Does(new RevokeToken(Actor.Operator(1), 305, token.Id));

        (
            await service.Scalar<string[]>(
                "select array_agg(type::text order by version) from mt_events where tenant_id = '1' and stream_id = 'user-305'"
            )
        ).ShouldBe(["user_enrolled", "token_issued", "user_roles_set", "token_revoked"]);
    }

    [Fact]
    public async Task A_remembered_token_costs_no_look_up()
    {
        var client = await running.Service.Enrols(clinic: 1, user: 306, Role.Provider);
        await client.RequestsAnAddendum();
        var lookUps = running.Service.Log.Count("token_issued");

        await client.RequestsAnAddendum();

        running.Service.Log.Count("token_issued").ShouldBe(lookUps);
    }

    [Fact]
    public async Task Tokens_are_looked_up_again_and_again_under_load_and_no_request_fails()
    {
        var writers = Enumerable
            .Range(0, 16)
            .Select(async writer =>
            {
                for (var i = 0; i < 100; i++)
                {
                    if (writer == 0)
                        running.Service.Clock.AdvanceSeconds(5);
                    (await running.Supervisor.Post(Client.Addendums, Body)).ShouldBe(HttpStatusCode.Created);
                }
            });

        await Task.WhenAll(writers);
    }

    private static IssueToken.Fields Ending(Instant at) => new(GivenText.Of(InstantPattern.ExtendedIso.Format(at)));
}
