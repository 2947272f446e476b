using System.Net;

namespace ClinicNotes.WebApi.Tests.SessionNotes;

public sealed class RegisteringASessionNoteTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_new_note_can_be_reviewed_at_once()
    {
        (await running.Admin.Put($"{Client.SessionNotes}/500", """{"session_note":{"provider_id":7}}""")).ShouldBe(
            HttpStatusCode.Created,
            """{"session_note":{"id":500,"provider_id":7}}"""
        );

        (await running.Supervisor.RequestsAnAddendum(note: 500)).ShouldBePositive();
    }

    [Fact]
    public async Task The_same_again_records_no_event_and_another_provider_records_one()
    {
        await running.Admin.Put($"{Client.SessionNotes}/501", """{"session_note":{"provider_id":7}}""");

        var again = await running.Admin.Put($"{Client.SessionNotes}/501", """{"session_note":{"provider_id":7}}""");
        var another = await running.Admin.Put($"{Client.SessionNotes}/501", """{"session_note":{"provider_id":8}}""");

        again.ShouldBe(HttpStatusCode.OK, """{"session_note":{"id":501,"provider_id":7}}""");
        another.ShouldBe(HttpStatusCode.OK, """{"session_note":{"id":501,"provider_id":8}}""");
        (await running.Service.Scalar<long>("select count(*) from mt_events where stream_id = 'session-note-501'")).ShouldBe(2);
    }

    [Theory]
    [InlineData("{}", """{"errors":{"session_note":["can't be blank"]}}""")]
    [InlineData("""{"session_note":[]}""", """{"errors":{"session_note":["can't be blank"]}}""")]
    [InlineData("""{"session_note":{}}""", """{"errors":{"provider_id":["can't be blank"]}}""")]
    [InlineData("""{"session_note":{"provider_id":"7"}}""", """{"errors":{"provider_id":["is not a number"]}}""")]
    [InlineData("""{"session_note":{"provider_id":0}}""", """{"errors":{"provider_id":["is invalid"]}}""")]
    public async Task Wrong_fields_are_named(string body, string errors) =>
        (await running.Admin.Put($"{Client.SessionNotes}/502", body)).ShouldBe(HttpStatusCode.UnprocessableEntity, errors);

    [Fact]
    public async Task Only_an_admin_registers_notes()
    {
        foreach (var client in new[] { running.Provider, running.Supervisor, running.Auditor, running.Program })
            (await client.Put($"{Client.SessionNotes}/503", """{"session_note":{"provider_id":7}}""")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_can_be_no_id_is_not_found() =>
        (await running.Admin.Put($"{Client.SessionNotes}/x", """{"session_note":{"provider_id":7}}""")).ShouldBe(
            HttpStatusCode.NotFound,
            """{"errors":"Session note not found"}"""
        );

    [Fact]
    public async Task A_note_that_is_registered_many_times_at_once_is_registered_once()
    {
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => running.Admin.Put($"{Client.SessionNotes}/504", """{"session_note":{"provider_id":7}}"""))
        );

        replies.Count(reply => reply.Status == HttpStatusCode.Created).ShouldBe(1);
        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(15);
        (await running.Service.Scalar<long>("select count(*) from mt_events where stream_id = 'session-note-504'")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_clinics_that_register_one_note_at_once_one_gets_it_and_the_other_is_told()
    {
        var otherAdmin = await running.Service.Enrols(clinic: 2, user: 224, Domain.Access.Role.Admin);

        for (var note = 600; note < 620; note++)
        {
            var replies = await Task.WhenAll(
                running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":7}}"""),
                otherAdmin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":7}}""")
            );

            replies.Select(reply => (int)reply.Status).Order().ShouldBe([201, 409]);
            (await running.Service.Scalar<long>($"select count(*) from mt_streams where id = 'session-note-{note}'")).ShouldBe(1);
        }
    }
}
