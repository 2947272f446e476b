using System.Net;
using System.Text;
using ClinicNotes.Application.Retries;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Retries;
using ClinicNotes.WebApi.Retries;
using ClinicNotes.WebApi.Tests.Appends;
using JasperFx.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Retries;

/// <summary>However a request breaks off, it is recorded once at most, and whoever sends it again learns what came of it.</summary>
public sealed class ClaimTests(Database database, RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Of_many_that_come_at_once_on_two_nodes_one_is_carried_out_and_the_others_are_told_that_or_its_answer()
    {
        await using var other = await new Service(running.Service.ConnectionString).Start();
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Send(i % 2 == 0 ? running.Service : other, "at once")));

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created || reply.Status == HttpStatusCode.Conflict);
        replies.Where(reply => reply.Status == HttpStatusCode.Created).Select(reply => reply.Body).Distinct().ShouldHaveSingleItem();
        replies.Where(reply => reply.Status == HttpStatusCode.Conflict).ShouldAllBe(reply => reply.Headers.RetryAfter != null);
        (await Recorded(running.Service, "at once")).ShouldBe(1);
    }

    [Fact]
    public async Task While_a_request_is_being_recorded_the_same_again_is_in_flight_and_another_body_is_refused()
    {
        await using var held = await HeldAppends.Of(running.Service);
        await held.Queue(() => Send(running.Service, "slow"));

        (await Send(running.Service, "slow")).ShouldBe(
            HttpStatusCode.Conflict,
            """{"errors":"The request with this Idempotency-Key is being carried out already; send it again in a moment."}"""
        );
        (await Send(running.Service, "slow", body: Requesting("not so slow"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        await held.LetGo();

        var first = await held.Replies[0];
        (await Send(running.Service, "slow")).ShouldBe(HttpStatusCode.Created).Body.ShouldBe(first.Body);
        (await Recorded(running.Service, "slow")).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_died_before_its_event_was_recorded_is_carried_out_by_the_next_and_cannot_be_recorded_itself()
    {
        await using var service = await new Service(running.Service.ConnectionString).Start();
        var dead = await Take(service, "died early");
        (await Send(service, "died early")).ShouldBe(HttpStatusCode.Conflict);
        service.Clock.AdvanceSeconds(30);

        (await Send(service, "died early")).ShouldBe(HttpStatusCode.Created);

        var commit = service.Services.GetRequiredService<GroupCommit>();
        (await commit.Append(Addendum(service, 9_000_001, Guid.Parse(dead.Id)), TestContext.Current.CancellationToken)).ShouldBe(
            AppendOutcome.Fenced
        );
        (await service.Scalar<long>("select count(*) from mt_streams where id = 'addendum-9000001'")).ShouldBe(0);
        (await Recorded(service, "died early")).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_whose_claim_was_taken_over_while_it_waited_is_told_so_and_not_recorded()
    {
        await using var held = await HeldAppends.Of(running.Service);
        await held.Queue(() => Send(running.Service, "overtaken"));
        await running.Service.Execute($"update claims set id = gen_random_uuid() where {IsOf("overtaken")}");
        await held.LetGo();

        (await held.Replies[0]).ShouldBe(HttpStatusCode.Conflict);
        (await Recorded(running.Service, "overtaken")).ShouldBe(0);
        await running.Service.Execute($"delete from claims where {IsOf("overtaken")}");
    }

    [Fact]
    public async Task A_request_whose_answer_was_lost_with_the_service_is_answered_by_the_next_service()
    {
        var connectionString = await database.Make();
        await using var proxy = new DeafProxy(connectionString);
        await using (var dying = await new Service(proxy.ConnectionString).Start())
        {
            await dying.As("demo-supervisor").RequestsAnAddendum();
            proxy.LoseTheAnswerTo("lost answer");
            (await Send(dying, "lost answer")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        await using var next = await new Service(connectionString).Start();
        var reply = (await Send(next, "lost answer")).ShouldBe(HttpStatusCode.Created);

        reply.Json["instructions"]!.GetValue<string>().ShouldBe("lost answer");
        (await Send(next, "lost answer")).Body.ShouldBe(reply.Body);
        (await Recorded(next, "lost answer")).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_failed_can_be_sent_again_at_once()
    {
        await running.Service.Execute(
            """
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
            create trigger refuse before insert on mt_events for each row when (new.data ->> 'instructions' = 'failed')
                execute function refuse()
            """
        );
        (await Send(running.Service, "failed")).ShouldBe(HttpStatusCode.InternalServerError);
        await running.Service.Execute("drop trigger refuse on mt_events; drop function refuse");

        (await Send(running.Service, "failed")).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_append_whose_claim_is_lost_takes_no_neighbour_with_it()
    {
        var writer = running.Service.Services.GetRequiredService<EventWriter>();
        var claim = await Take(running.Service, "neighbour");

        var outcomes = await writer.Write([
            Addendum(running.Service, 9_000_002, Guid.NewGuid()),
            Addendum(running.Service, 9_000_003, Guid.Parse(claim.Id)),
            Addendum(running.Service, 9_000_004, claim: null),
        ]);

        outcomes.ShouldBe([AppendOutcome.Fenced, AppendOutcome.Recorded, AppendOutcome.Recorded]);
        (await running.Service.Scalar<string>($"select stream || ' ' || version from claims where id = '{claim.Id}'")).ShouldBe(
            "addendum-9000003 1"
        );
    }

    [Fact]
    public async Task What_is_a_day_old_is_cleaned_up_and_nothing_else()
    {
        await using var service = await new Service(running.Service.ConnectionString).Start();
        service.Clock.AdvanceDays(10);
        await Send(service, "old");
        service.Clock.AdvanceHours(1);
        await Send(service, "young");
        service.Clock.AdvanceHours(23);

        await service.Services.GetRequiredService<Claims>().CleanUp(TestContext.Current.CancellationToken);

        (await service.Scalar<long>($"select count(*) from claims where {IsOf("old")}")).ShouldBe(0);
        (await service.Scalar<long>($"select count(*) from claims where {IsOf("young")}")).ShouldBe(1);
    }

    [Fact]
    public async Task The_database_holds_neither_the_key_nor_the_token_that_an_answer_shows()
    {
        var issued = await running.Admin.Post($"{Client.Users}/121/tokens", """{"token":{}}""", ("Idempotency-Key", "\"secret key\""));
        var token = issued.ShouldBe(HttpStatusCode.Created).Json["token"]!.GetValue<string>();

        var stored = await running.Service.Scalar<string>(
            "select (select string_agg(c::text, ' ') from claims c) || (select string_agg(e::text, ' ') from mt_events e)"
        );
        stored.ShouldNotContain(token);
        stored.ShouldNotContain("secret key");
    }

    [Fact]
    public async Task What_is_recorded_under_a_claim_has_the_id_of_its_request_too()
    {
        await running.Supervisor.Post(Client.Addendums, Requesting("with id"), ("Idempotency-Key", "k"), (RequestId.Header, "claimed-1"));
        (await running.Service.Scalar<long>("select count(*) from mt_events where correlation_id = 'claimed-1'")).ShouldBe(1);
    }

    private static Task<Reply> Send(Service service, string key, string? body = null) =>
        service.As("demo-supervisor").Post(Client.Addendums, body ?? Requesting(key), ("Idempotency-Key", $"\"{key}\""));

    private static string Requesting(string instructions) =>
        $$$"""{"session_note_id":46,"addendum":{"instructions":"{{{instructions}}}"}}""";

    /// <summary>Takes the claim of a request, as the service does before anything else.</summary>
    private static async Task<Claim> Take(Service service, string key)
    {
        var (claim, _) = await service.Services.GetRequiredService<IClaims>().Take(Request(key), TestContext.Current.CancellationToken);
        return claim.ShouldNotBeNull();
    }

    private static string IsOf(string key) => $"request = '\\x{Convert.ToHexString(Request(key).Request.Span)}'";

    private static ClaimedRequest Request(string key)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path) = ("POST", Client.Addendums);
        http.Features.Set(new Actor(1, 123, [Role.Supervisor]));
        return http.ClaimedRequest(key, Encoding.UTF8.GetBytes(Requesting(key)));
    }

    private static Append Addendum(Service service, long id, Guid? claim)
    {
        var requested = new AddendumRequested(id, 46, "Beside others", null, 123, Role.Supervisor, service.Clock.GetCurrentInstant());
        var format = service.Services.GetRequiredService<EventFormat>();
        var named = format.Named(new Event<AddendumRequested>(requested) { Id = Guid.CreateVersion7() });
        var state = Domain.Addendums.Addendum.Of(requested);
        return new(new StreamKey("1", $"addendum-{id}"), "addendum", 0, named, format.Body(named), state, 0, Image: null, claim);
    }

    private static Task<long> Recorded(Service service, string instructions) =>
        service.Scalar<long>($"select count(*) from mt_events where data ->> 'instructions' = '{instructions}'");
}
