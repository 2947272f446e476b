using System.Net;
using System.Text.Json;

namespace ClinicNotes.WebApi.Tests.Addendums;

public sealed class RequestingAnAddendumTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Provider_supervisor_and_admin_request_addendums_and_auditor_and_service_may_not()
    {
        const string body = """{"session_note_id":46,"addendum":{"instructions":"Names don't match"}}""";

        (await running.Provider.Post(Client.Addendums, body)).ShouldBe(HttpStatusCode.Created);
        (await running.Supervisor.Post(Client.Addendums, body)).ShouldBe(HttpStatusCode.Created);
        (await running.Admin.Post(Client.Addendums, body)).ShouldBe(HttpStatusCode.Created);
        (await running.Auditor.Post(Client.Addendums, body)).ShouldBe(HttpStatusCode.Forbidden);
        (await running.Program.Post(Client.Addendums, body)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_addendum_has_an_id_of_its_own_also_when_many_are_requested_at_once()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => running.Supervisor.RequestsAnAddendum()));

        ids.Distinct().Count().ShouldBe(200);
    }

    [Theory]
    [InlineData("Ünïcödé, 中文, العربية, 👩‍⚕️")]
    [InlineData("  leading and trailing white space stays \n\t")]
    [InlineData("e\u0301 is not normalised to \u00e9")]
    [InlineData("\u0001\u001f\u007f\ufeff\uffff</script>\"\\'")]
    public async Task A_text_comes_back_as_the_same_code_points(string text)
    {
        var id = await running.Supervisor.RequestsAnAddendum(instructions: text);

        var reply = await running.Supervisor.Put($"{Client.Addendums}/{id}", """{"session_note_id":46,"addendum":{}}""");

        reply.Json["instructions"]!.GetValue<string>().ShouldBe(text);
    }

    [Fact]
    public async Task A_text_of_10000_code_points_is_taken_and_one_more_is_too_long()
    {
        var longest = string.Concat(Enumerable.Repeat("🩺", 10_000));

        var reply = await running.Supervisor.Post(Client.Addendums, Request($"{longest}x"));

        (await running.Supervisor.Post(Client.Addendums, Request(longest))).ShouldBe(HttpStatusCode.Created);
        reply.ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"instructions":["is too long (maximum is 10,000 characters)"]}}"""
        );
    }

    [Fact]
    public async Task Fields_that_the_parameter_table_lacks_are_ignored()
    {
        var reply = await running.Supervisor.Post(
            Client.Addendums,
            """
            {"id":7,"clinic_id":2,"session_note_id":46,"addendum":{"id":7,"session_note_id":47,"instructions":"A","instructions_response":"B",
            "responded_signature":5,"created_at":"1999-01-01","requested_by":1},"addendums":[]}
            """
        );

        reply.ShouldBe(HttpStatusCode.Created);
        reply.Json["id"]!.GetValue<long>().ShouldNotBe(7);
        reply.Json["session_note_id"]!.GetValue<long>().ShouldBe(46);
        reply.Json["instructions_response"].ShouldBeNull();
        reply.Json["created_at"]!.GetValue<string>().ShouldBe("2023-10-20T10:00:00.000Z");
    }

    [Fact]
    public async Task A_null_signature_is_no_signature()
    {
        var reply = await running.Supervisor.Post(
            Client.Addendums,
            """{"session_note_id":46,"addendum":{"instructions":"A","signature":null}}"""
        );

        reply.ShouldBe(HttpStatusCode.Created).Json["signature"].ShouldBeNull();
    }

    [Fact]
    public async Task Another_clinics_note_is_not_found_just_as_one_that_nobody_has()
    {
        var another = await running.Supervisor.Post(Client.Addendums, """{"session_note_id":1001,"addendum":{"instructions":"A"}}""");
        var nobodys = await running.Supervisor.Post(Client.Addendums, """{"session_note_id":999999,"addendum":{"instructions":"A"}}""");

        another.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Session note not found"}""");
        nobodys.Body.ShouldBe(another.Body);
        nobodys.Status.ShouldBe(another.Status);
    }

    private static string Request(string instructions) =>
        $$$"""{"session_note_id":46,"addendum":{"instructions":{{{JsonSerializer.Serialize(instructions)}}}}}""";

    [Fact]
    public async Task Looking_for_another_clinics_note_asks_the_database_what_looking_for_nobodys_does()
    {
        async Task<int> LookUps(long note)
        {
            var before = running.Service.Log.Count("Executing command: select tenant_id from mt_events");
            for (var i = 0; i < 3; i++)
                await running.Supervisor.Post(Client.Addendums, $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions":"A"}}""");
            return running.Service.Log.Count("Executing command: select tenant_id from mt_events") - before;
        }

        (await LookUps(note: 1002)).ShouldBe(3);
        (await LookUps(note: 999_998)).ShouldBe(3);
        await LookUps(note: 48);
        (await LookUps(note: 48)).ShouldBe(0);
    }
}
