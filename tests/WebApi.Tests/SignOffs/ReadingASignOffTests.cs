using System.Net;

namespace ClinicNotes.WebApi.Tests.SignOffs;

public sealed class ReadingASignOffTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task It_is_read_back_as_it_was_answered_when_it_was_written()
    {
        var created = await running.Supervisor.Post(
            Client.SignOffs,
            $$$"""{"session_note_id":46,"sign_off":{"review_date":"2023-10-27T21:40:00Z","signature":"{{{Pictures.Signature}}}"}}"""
        );
        var address = created.Headers.Location!.ToString();
        (await running.Auditor.Get(address)).ShouldBe(HttpStatusCode.OK, created.Body);

        var revised = await running.Supervisor.Put(address, """{"session_note_id":46,"sign_off":{"instructions":"Look again"}}""");
        (await running.Auditor.Get(address)).ShouldBe(HttpStatusCode.OK, revised.Body);
    }

    [Fact]
    public async Task Another_clinic_finds_as_little_as_is_there_for_anybody()
    {
        var address = $"{Client.SignOffs}/{await running.Supervisor.RecordsASignOff()}";

        var ofAnother = await running.OtherClinic.Get(address);

        ofAnother.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Sign-off not found"}""");
        foreach (var nothing in new[] { "999999", "0", "abc", "9007199254740992" })
            (await running.OtherClinic.Get($"{Client.SignOffs}/{nothing}")).ShouldBe(HttpStatusCode.NotFound, ofAnother.Body);
        (await running.Program.Get(address)).ShouldBe(HttpStatusCode.Forbidden);
    }
}
