using System.Net;

namespace ClinicNotes.WebApi.Tests.Addendums;

public sealed class ReadingAnAddendumTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task It_is_read_back_as_it_was_answered_when_it_was_written()
    {
        var created = await running.Supervisor.Post(
            Client.Addendums,
            $$$"""{"session_note_id":46,"addendum":{"instructions":"Look again","signature":"{{{Pictures.Signature}}}"}}"""
        );
        var address = created.Headers.Location!.ToString();
        (await running.Supervisor.Get(address)).ShouldBe(HttpStatusCode.OK, created.Body);

        var updated = await running.Supervisor.Put(address, """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}""");
        (await running.Supervisor.Get(address)).ShouldBe(HttpStatusCode.OK, updated.Body);
    }

    [Fact]
    public async Task What_another_service_has_just_written_is_read()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await using var other = await new Service(running.Service.ConnectionString).Start();
        var theirs = await other
            .As("demo-supervisor")
            .Put($"{Client.Addendums}/{id}", """{"session_note_id":46,"addendum":{"instructions_response":"Theirs"}}""");

        (await running.Supervisor.Get($"{Client.Addendums}/{id}")).ShouldBe(HttpStatusCode.OK, theirs.Body);
    }

    [Fact]
    public async Task Provider_supervisor_admin_and_auditor_may_read_and_a_program_may_not()
    {
        var address = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";

        foreach (var client in new[] { running.Provider, running.Supervisor, running.Admin, running.Auditor })
            (await client.Get(address)).ShouldBe(HttpStatusCode.OK);
        (await running.Program.Get(address)).ShouldBe(
            HttpStatusCode.Forbidden,
            """{"errors":"You are not authorized to perform this action."}"""
        );
    }

    [Fact]
    public async Task Another_clinic_finds_as_little_as_is_there_for_anybody()
    {
        var address = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";

        var ofAnother = await running.OtherClinic.Get(address);

        ofAnother.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Addendum not found"}""");
        foreach (var nothing in new[] { "999999", "0", "-1", "abc", "007", "9007199254740992", "9223372036854775808" })
            (await running.OtherClinic.Get($"{Client.Addendums}/{nothing}")).ShouldBe(HttpStatusCode.NotFound, ofAnother.Body);
    }
}
