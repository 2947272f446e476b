using System.Net;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Addendums;

public sealed class RespondingToAnAddendumTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task What_is_absent_or_null_stays_as_it_is()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await Respond(id, """{"instructions_response":"Done"}""");

        var reply = await Respond(id, $$"""{"instructions_response":null,"responded_signature":"{{Pictures.Signature}}"}""");

        reply.ShouldBe(HttpStatusCode.OK);
        reply.Json["instructions_response"]!.GetValue<string>().ShouldBe("Done");
        reply.Json["responded_signature"]!.GetValue<string>().ShouldBe(Pictures.Signature);
    }

    [Fact]
    public async Task Nothing_to_change_or_the_same_again_answers_200_and_records_no_event()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        const string answer = $$"""{"instructions_response":"Done","responded_signature":"{{Pictures.Signature}}"}""";
        var first = await Respond(id, answer);
        running.Service.Clock.AdvanceHours(1);

        var again = await Respond(id, answer);
        var nothing = await Respond(id, "{}");

        again.ShouldBe(HttpStatusCode.OK, first.Body);
        nothing.ShouldBe(HttpStatusCode.OK, first.Body);
        (await running.Service.Scalar<long>($"select count(*) from mt_events where stream_id = 'addendum-{id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Instructions_and_the_signature_under_them_cannot_be_changed()
    {
        var id = await running.Supervisor.RequestsAnAddendum(instructions: "As asked");

        var reply = await Respond(id, $$"""{"instructions":"Something else","signature":"{{Pictures.Signature}}"}""");

        reply.Json["instructions"]!.GetValue<string>().ShouldBe("As asked");
        reply.Json["signature"].ShouldBeNull();
    }

    [Fact]
    public async Task Updated_at_does_not_go_back_when_the_clock_does()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        running.Service.Clock.AdvanceMinutes(5);
        var later = await Respond(id, """{"instructions_response":"One"}""");
        running.Service.Clock.Advance(Duration.FromMinutes(-4));

        var earlier = await Respond(id, """{"instructions_response":"Two"}""");

        earlier.Json["updated_at"]!.GetValue<string>().ShouldBe(later.Json["updated_at"]!.GetValue<string>());
        running.Service.Clock.AdvanceMinutes(4);
    }

    [Fact]
    public async Task Of_many_racing_responses_none_is_lost_and_none_fails()
    {
        var id = await running.Supervisor.RequestsAnAddendum();

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(i => Respond(id, $$"""{"instructions_response":"Response {{i}}"}"""))
        );

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.OK);
        running.Service.Log.Count("Error ").ShouldBe(0, "a lost race is no error");
        var recorded = await running.Service.Scalar<string[]>(
            $"select array_agg(data ->> 'instructions_response' order by version) from mt_events where stream_id = 'addendum-{id}' and version > 1"
        );
        recorded.Order().ShouldBe(Enumerable.Range(0, 64).Select(i => $"Response {i}").Order());
        (await Respond(id, "{}")).Json["instructions_response"]!.GetValue<string>().ShouldBe(recorded[^1]);
    }

    [Fact]
    public async Task Of_many_racing_identical_responses_one_is_recorded()
    {
        var id = await running.Supervisor.RequestsAnAddendum();

        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Respond(id, """{"instructions_response":"Done"}""")));

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.OK);
        replies.Select(reply => reply.Body).Distinct().Count().ShouldBe(1);
        (await running.Service.Scalar<long>($"select count(*) from mt_events where stream_id = 'addendum-{id}'")).ShouldBe(2);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1.0")]
    [InlineData("007")]
    [InlineData("+1")]
    [InlineData("%31%20")]
    [InlineData("9007199254740992")]
    [InlineData("99999999999999999999999999")]
    public async Task An_id_in_a_path_that_can_be_no_id_is_not_found(string id)
    {
        var reply = await running.Supervisor.Put($"{Client.Addendums}/{id}", """{"session_note_id":46,"addendum":{}}""");

        reply.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Addendum not found"}""");
    }

    [Fact]
    public async Task Another_clinic_finds_neither_note_nor_addendum()
    {
        var id = await running.Supervisor.RequestsAnAddendum();

        var onTheirNote = await running.OtherClinic.Put(
            $"{Client.Addendums}/{id}",
            """{"session_note_id":1001,"addendum":{"instructions_response":"A"}}"""
        );
        var onOurNote = await running.OtherClinic.Put(
            $"{Client.Addendums}/{id}",
            """{"session_note_id":46,"addendum":{"instructions_response":"A"}}"""
        );
        var ofNobody = await running.OtherClinic.Put(
            $"{Client.Addendums}/999999",
            """{"session_note_id":1001,"addendum":{"instructions_response":"A"}}"""
        );

        onTheirNote.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Addendum not found"}""");
        onOurNote.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Session note not found"}""");
        ofNobody.Body.ShouldBe(onTheirNote.Body);
        (await Respond(id, "{}")).Json["instructions_response"].ShouldBeNull();
    }

    [Fact]
    public async Task An_addendum_of_another_note_is_not_found()
    {
        var id = await running.Supervisor.RequestsAnAddendum(note: 46);

        var reply = await running.Supervisor.Put($"{Client.Addendums}/{id}", """{"session_note_id":47,"addendum":{}}""");

        reply.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Addendum not found"}""");
    }

    private Task<Reply> Respond(long id, string addendum) =>
        running.Supervisor.Put($"{Client.Addendums}/{id}", $$$"""{"session_note_id":46,"addendum":{{{addendum}}}}""");
}
