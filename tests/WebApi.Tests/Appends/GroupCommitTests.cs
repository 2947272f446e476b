using System.Net;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Infrastructure.Appends;
using JasperFx.Events;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Appends;

/// <summary>Appends that wait at the same moment are committed together, and what befalls one of them befalls no other.</summary>
public sealed class GroupCommitTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task What_waits_together_is_committed_together_64_at_most_and_each_is_answered_with_its_own()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"number {i}")];

        var replies = await WhileHeld(async held =>
        {
            foreach (var name in names)
                await held.QueueAddendum(name);
        });

        replies.Select(reply => reply.Json["instructions"]!.GetValue<string>()).ShouldBe(names);
        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created);
        (await GroupsOf("number %")).ShouldBe([36, 64], ignoreOrder: true);
    }

    [Fact]
    public async Task Set_to_one_each_is_committed_alone()
    {
        await using var alone = new Service(running.Service.ConnectionString) { Settings = { ["Appends:LargestGroup"] = "1" } };
        await alone.Start();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => alone.As("demo-supervisor").RequestsAnAddendum(instructions: $"alone {i}")));

        (await GroupsOf("alone %")).ShouldBe(Enumerable.Repeat(1L, 20));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("257")]
    public async Task Set_to_anything_else_than_1_to_256_the_service_does_not_start_and_says_why(string largest)
    {
        await using var service = new Service(running.Service.ConnectionString) { Settings = { ["Appends:LargestGroup"] = largest } };

        var failure = await Should.ThrowAsync<InvalidOperationException>(service.Start);

        failure.Message.ShouldBe("Appends__LargestGroup must be from 1 (each append is committed alone) to 256.");
    }

    [Fact]
    public async Task One_that_fails_takes_no_neighbour_with_it_and_no_neighbour_is_recorded_twice()
    {
        await running.Service.Execute(
            """
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
            create trigger refuse before insert on mt_events for each row when (new.data ->> 'instructions' = 'Poison')
                execute function refuse()
            """
        );

        string[] given = ["Healthy 1", "Poison", "Healthy 2", "Poison", "Healthy 3", "Healthy 4"];
        var replies = await WhileHeld(async held =>
        {
            foreach (var instructions in given)
                await held.QueueAddendum(instructions);
        });
        await running.Service.Execute("drop trigger refuse on mt_events; drop function refuse");

        replies.Select(reply => (int)reply.Status).ShouldBe([201, 500, 201, 500, 201, 201]);
        (await Recorded("Healthy %")).ShouldBe(4);
        (await Recorded("Poison")).ShouldBe(0);
        (
            await running.Service.Scalar<long>(
                "select count(*) from mt_streams s where id like 'addendum-%' and not exists (select from mt_events where stream_id = s.id)"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task One_that_lost_a_race_to_another_service_is_decided_again_and_its_neighbours_are_recorded_once()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await using var other = await new Service(running.Service.ConnectionString).Start();
        (await Respond(other, id, "Theirs")).ShouldBe(HttpStatusCode.OK);

        var replies = await WhileHeld(async held =>
        {
            for (var i = 0; i < 5; i++)
                await held.QueueAddendum($"beside {i}");
            await held.Queue(() => Respond(running.Service, id, "Ours"));
            for (var i = 5; i < 10; i++)
                await held.QueueAddendum($"beside {i}");
        });

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created || reply.Status == HttpStatusCode.OK);
        (await Recorded("beside %")).ShouldBe(10);
        (await ResponsesTo(id)).ShouldBe(["Theirs", "Ours"]);
    }

    [Fact]
    public async Task Two_clinics_in_one_group_keep_their_events_actors_and_signatures_apart()
    {
        var replies = await WhileHeld(async held =>
        {
            await held.QueueAddendum("apart", "demo-supervisor", note: 46, Pictures.Signature);
            await held.QueueAddendum("apart", "demo-other-clinic", note: 1001, Pictures.Signature);
            await held.QueueAddendum("apart", "demo-provider", note: 47);
        });

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created);
        var recorded = await running.Service.Scalar<string[]>(
            """
            select array_agg(concat_ws(' ', tenant_id, user_name, data ->> 'session_note_id', data ->> 'requested_by') order by user_name)
            from mt_events where data ->> 'instructions' = 'apart'
            """
        );
        recorded.ShouldBe(["1 121 47 121", "1 123 46 123", "2 223 1001 223"]);
        (
            await running.Service.Scalar<long>(
                "select count(distinct causation_id) from mt_events where data ->> 'instructions' = 'apart' and correlation_id <> ''"
            )
        ).ShouldBe(3);
        (await running.Service.Scalar<string[]>("select array_agg(clinic_id order by clinic_id) from signatures")).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_request_cancelled_while_it_waits_is_not_recorded_and_its_neighbours_are()
    {
        using var cancelled = new CancellationTokenSource();
        var replies = await WhileHeld(async held =>
        {
            await held.QueueAddendum("stays 1");
            var queued = held.Queued;
            var leaving = held.Send("leaves", cancelled.Token);
            await Patiently.Until(() => Task.FromResult(held.Queued > queued));
            await held.QueueAddendum("stays 2");
            await cancelled.CancelAsync();
            await Should.ThrowAsync<TaskCanceledException>(leaving);
            await Patiently.Until(() => Task.FromResult(running.Service.Log.Count("aborted by the client") == 1));
        });

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created);
        (await Recorded("stays %")).ShouldBe(2);
        (await Recorded("leaves")).ShouldBe(0);
    }

    [Fact]
    public async Task When_the_connection_breaks_in_the_middle_each_of_the_group_is_told_and_nothing_is_tried_twice()
    {
        await using var held = await HeldAppends.Of(running.Service);
        await held.QueueAddendum("after the cut");

        var (instructions, reply) = await held.Cut();
        await held.LetGo();

        reply.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Recorded(instructions)).ShouldBe(0);
        (await held.Replies.ShouldHaveSingleItem()).ShouldBe(HttpStatusCode.Created);
        (await Recorded("after the cut")).ShouldBe(1);
    }

    [Fact]
    public async Task Those_who_raced_for_a_stream_are_all_told_when_the_connection_breaks()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await using var held = await HeldAppends.Of(running.Service);
        for (var i = 0; i < 5; i++)
            await held.Queue(() => Respond(running.Service, id, "Racing"));

        var replies = Task.WhenAll(held.Replies);
        await Patiently.Until(async () =>
        {
            await held.CutConnections();
            return replies.IsCompleted;
        });

        (await replies).ShouldAllBe(reply => reply.Status == HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task More_than_can_wait_are_told_to_come_again_and_nothing_of_theirs_is_recorded()
    {
        using var leave = new CancellationTokenSource();
        await using var held = await HeldAppends.Of(running.Service);
        var commit = running.Service.Services.GetRequiredService<GroupCommit>();
        var waiting = Enumerable.Range(0, 10_000).Select(i => commit.Append(Anything(i), leave.Token)).ToArray();

        (await running.Supervisor.Post(Client.Addendums, """{"session_note_id":46,"addendum":{"instructions":"One too many"}}"""))
            .ShouldBe(HttpStatusCode.ServiceUnavailable)
            .Headers.RetryAfter.ShouldNotBeNull();
        waiting.Count(append => append.IsFaulted).ShouldBeGreaterThan(1_000);

        await leave.CancelAsync();
        await held.LetGo();
        await Should.ThrowAsync<Exception>(Task.WhenAll(waiting));

        // Those that left keep their places until the writer comes by.
        await Patiently.Until(() => Task.FromResult(held.Queued == 0));
        (await running.Supervisor.RequestsAnAddendum()).ShouldBePositive();
        (await running.Service.Scalar<long>("select count(*) from mt_streams where id like 'anything-%'")).ShouldBe(0);
        (await Recorded("One too many")).ShouldBe(0);
    }

    private static Append Anything(int number)
    {
        var requested = new AddendumRequested(number, 46, "Anything", null, 123, Role.Supervisor, Instant.FromUnixTimeTicks(0));
        return new Append(
            new StreamKey("1", $"anything-{number}"),
            "addendum",
            Expected: 0,
            new Event<AddendumRequested>(requested),
            Body: "{}",
            requested,
            TextLength: 0,
            Image: null
        );
    }

    /// <summary>Queues requests while appends are held, and gives the answers once they are let go.</summary>
    private async Task<Reply[]> WhileHeld(Func<HeldAppends, Task> queue)
    {
        await using var held = await HeldAppends.Of(running.Service);
        await queue(held);
        await held.LetGo();
        return await Task.WhenAll(held.Replies);
    }

    private static Task<Reply> Respond(Service service, long id, string response) =>
        service
            .As("demo-supervisor")
            .Put($"{Client.Addendums}/{id}", $$$"""{"session_note_id":46,"addendum":{"instructions_response":"{{{response}}}"}}""");

    private Task<long> Recorded(string instructions) =>
        running.Service.Scalar<long>($"select count(*) from mt_events where data ->> 'instructions' like '{instructions}'");

    /// <summary>How many events each transaction recorded.</summary>
    private Task<long[]> GroupsOf(string instructions) =>
        running.Service.Scalar<long[]>(
            $"select array_agg(n) from (select count(*) n from mt_events where data ->> 'instructions' like '{instructions}' group by xmin::text) g"
        );

    private Task<string[]> ResponsesTo(long id) =>
        running.Service.Scalar<string[]>(
            $"select array_agg(data ->> 'instructions_response' order by version) from mt_events where stream_id = 'addendum-{id}' and version > 1"
        );
}
