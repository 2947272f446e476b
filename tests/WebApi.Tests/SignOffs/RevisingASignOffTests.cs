using System.Net;

namespace ClinicNotes.WebApi.Tests.SignOffs;

public sealed class RevisingASignOffTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task An_admin_revises_a_sign_off_and_its_reviewer_stays()
    {
        var id = await running.Supervisor.RecordsASignOff();

        var reply = await Revise(running.Admin, id, """{"instructions":"Please look again","reviewer_id":5}""");

        reply.ShouldBe(HttpStatusCode.OK).Json["reviewer_id"]!.GetValue<long>().ShouldBe(123);
        reply.Json["instructions"]!.GetValue<string>().ShouldBe("Please look again");
    }

    [Fact]
    public async Task A_supervisor_may_not_revise_what_another_recorded_and_nobody_else_may_revise_at_all()
    {
        var id = await running.Admin.RecordsASignOff();
        const string revision = """{"instructions":"Mine now"}""";

        (await Revise(running.Supervisor, id, revision)).ShouldBe(
            HttpStatusCode.Forbidden,
            """{"errors":"You are not authorized to perform this action."}"""
        );
        (await Revise(running.Provider, id, revision)).ShouldBe(HttpStatusCode.Forbidden);
        (await Revise(running.Auditor, id, revision)).ShouldBe(HttpStatusCode.Forbidden);
        (await Revise(running.Program, id, revision)).ShouldBe(HttpStatusCode.Forbidden);
        (await Revise(running.Admin, id, "{}")).Json["instructions"].ShouldBeNull();
    }

    [Fact]
    public async Task The_same_instant_in_another_offset_and_the_same_signature_change_nothing()
    {
        var id = await running.Supervisor.RecordsASignOff();
        var before = await Revise(running.Supervisor, id, "{}");
        running.Service.Clock.AdvanceHours(1);

        var after = await Revise(
            running.Supervisor,
            id,
            $$"""{"review_date":"2023-10-27T23:40:00+02:00","signature":"{{Pictures.Signature}}"}"""
        );

        after.ShouldBe(HttpStatusCode.OK, before.Body);
        (await running.Service.Scalar<long>($"select count(*) from mt_events where stream_id = 'sign-off-{id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Each_field_can_be_changed_by_itself()
    {
        var id = await running.Supervisor.RecordsASignOff();

        await Revise(running.Supervisor, id, """{"instructions":"Well done"}""");
        await Revise(running.Supervisor, id, """{"review_date":"2024-02-29"}""");
        var reply = await Revise(running.Supervisor, id, $$"""{"signature":"{{Pictures.OtherSignature}}"}""");

        reply.ShouldBe(HttpStatusCode.OK);
        reply.Json["instructions"]!.GetValue<string>().ShouldBe("Well done");
        reply.Json["review_date"]!.GetValue<string>().ShouldBe("2024-02-29T00:00:00.000Z");
        reply.Json["signature"]!.GetValue<string>().ShouldBe(Pictures.OtherSignature);
    }

    [Fact]
    public async Task A_given_field_must_not_be_blank()
    {
        var id = await running.Supervisor.RecordsASignOff();

        var reply = await Revise(running.Supervisor, id, """{"instructions":"\u2003","review_date":"","signature":" "}""");

        reply.ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"instructions":["can't be blank"],"review_date":["can't be blank"],"signature":["can't be blank"]}}"""
        );
    }

    [Fact]
    public async Task Another_clinic_does_not_find_it()
    {
        var id = await running.Supervisor.RecordsASignOff();

        var reply = await running.OtherClinic.Put($"{Client.SignOffs}/{id}", """{"session_note_id":1001,"sign_off":{}}""");

        reply.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Sign-off not found"}""");
    }

    private static Task<Reply> Revise(Client client, long id, string signOff) =>
        client.Put($"{Client.SignOffs}/{id}", $$$"""{"session_note_id":46,"sign_off":{{{signOff}}}}""");
}
