using System.Net;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests.Feed;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Reads;

namespace ClinicNotes.WebApi.Tests.Access;

public sealed class RefusedSignInTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Note = "/v1/clinic/session_notes/46";

    [Fact]
    public async Task A_revoked_token_that_is_tried_again_is_recorded_in_the_clinic_of_its_user()
    {
        var token = await running.Service.EnrolsWithToken(clinic: 2, user: 501, Role.Provider);
        await running.Service.Does(new RevokeToken(Actor.Operator(2), 501, token.Id));

        var (reply, request) = await running.Service.Asks(token.Token, Note);

        reply.ShouldBe(HttpStatusCode.Unauthorized);
        var at = running.Service.Clock.GetCurrentInstant();
        (
            await running.Service.Scalar<string>(
                $"select concat_ws(' ', tenant_id, type, correlation_id, user_name, data) from mt_events where stream_id = 'refused-sign-ins-{token.Id}'"
            )
        ).ShouldBe(
            $$"""2 sign_in_refused {{request}} {"user_id": 501, "token_id": {{token.Id}}, "refused_at": "{{at}}", "remote_address": "127.0.0.1"}"""
        );
        var rows = (await running.OtherAuditor.Get("/v1/audit/report?type=sign_in_refused")).ShouldBe(HttpStatusCode.OK).Json["events"]!;
        ((string)rows.AsArray().ShouldHaveSingleItem()!["request_id"]!).ShouldBe(request);
        (await running.Auditor.Get("/v1/audit/report?type=sign_in_refused")).Json["events"]!.ToJsonString().ShouldNotContain(request);

        await LedgerOf.Placed(running.Service);
        var told = (await running.OtherAuditor.Get("/v1/clinic/events?types=clinicnotes.sign_in.refused.v1")).Json["events"]!.AsArray();
        var data = told.ShouldHaveSingleItem()!["data"]!;
        ((string)data["stream"]!).ShouldBe($"refused-sign-ins-{token.Id}");
        EventSchema.ShouldHold(told[0]!.ToJsonString());
    }

    [Fact]
    public async Task An_expired_token_is_recorded_once_a_minute_however_often_it_is_tried()
    {
        var clock = running.Service.Clock;
        await running.Service.Does(
            new EnrolUser(Actor.Operator(1), new(Application.GivenId.Of(502), Application.GivenText.Of("Late"), [Role.Provider]))
        );
        var expires = Application.GivenText.Of((clock.GetCurrentInstant() + NodaTime.Duration.FromMinutes(1)).ToString());
        var token = (IssuedTokenResponse)
            (await running.Service.Does(new IssueToken(Actor.Operator(1), 502, new(expires))))
                .ShouldBeOfType<Application.Outcome.Created>()
                .Response;
        (await running.Service.Asks(token.Token, Note)).Reply.ShouldBe(HttpStatusCode.OK);
        clock.AdvanceMinutes(2);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Refused()));
        (await Recorded()).ShouldBe(1);
        clock.AdvanceSeconds(59);
        await Refused();
        (await Recorded()).ShouldBe(1);
        clock.AdvanceSeconds(1);
        await Refused();
        (await Recorded()).ShouldBe(2);

        async Task Refused() => (await running.Service.Asks(token.Token, Note)).Reply.ShouldBe(HttpStatusCode.Unauthorized);

        Task<long> Recorded() =>
            running.Service.Scalar<long>($"select count(*) from mt_events where stream_id = 'refused-sign-ins-{token.Id}'");
    }

    [Fact]
    public async Task Tokens_that_never_were_are_logged_in_a_line_a_second_and_recorded_nowhere()
    {
        var (reply, request) = await running.Service.Asks("nobodys-token", Note);
        (await running.Service.As("nobodys-token").Get(Note)).ShouldBe(HttpStatusCode.Unauthorized);
        running.Service.Clock.AdvanceSeconds(1);
        (await running.Service.As("nobodys-token").Get(Note)).ShouldBe(HttpStatusCode.Unauthorized);

        reply.ShouldBe(HttpStatusCode.Unauthorized);
        running.Service.Log.Text.ShouldContain("Tokens that are nobody's were presented: 1, the last from 127.0.0.1.");
        running.Service.Log.Text.ShouldContain("Tokens that are nobody's were presented: 2, the last from 127.0.0.1.");
        running.Service.Log.Text.ShouldNotContain("nobodys-token");
        (await running.Service.Scalar<long>($"select count(*) from mt_events where correlation_id = '{request}'")).ShouldBe(0);
    }
}
