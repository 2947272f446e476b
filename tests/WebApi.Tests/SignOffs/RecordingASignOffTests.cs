using System.Net;

namespace ClinicNotes.WebApi.Tests.SignOffs;

public sealed class RecordingASignOffTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Supervisor_and_admin_record_sign_offs_and_are_their_reviewers()
    {
        var supervisors = await running.Supervisor.Post(Client.SignOffs, Recording("2023-10-27"));
        var admins = await running.Admin.Post(Client.SignOffs, Recording("2023-10-27"));

        supervisors.ShouldBe(HttpStatusCode.Created).Json["reviewer_id"]!.GetValue<long>().ShouldBe(123);
        admins.ShouldBe(HttpStatusCode.Created).Json["reviewer_id"]!.GetValue<long>().ShouldBe(124);
    }

    [Fact]
    public async Task Provider_auditor_and_service_may_not()
    {
        var body = Recording("2023-10-27");

        (await running.Provider.Post(Client.SignOffs, body)).ShouldBe(HttpStatusCode.Forbidden);
        (await running.Auditor.Post(Client.SignOffs, body)).ShouldBe(HttpStatusCode.Forbidden);
        (await running.Program.Post(Client.SignOffs, body)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("2023-10-27", "2023-10-27T00:00:00.000Z")]
    [InlineData("2023-10-27T21:40:00Z", "2023-10-27T21:40:00.000Z")]
    [InlineData("2023-10-27T23:40:00.9999+02:00", "2023-10-27T21:40:00.999Z")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public async Task The_review_date_comes_back_in_UTC_to_the_millisecond(string given, string shown)
    {
        var reply = await running.Supervisor.Post(Client.SignOffs, Recording(given));

        reply.ShouldBe(HttpStatusCode.Created).Json["review_date"]!.GetValue<string>().ShouldBe(shown);
    }

    [Fact]
    public async Task All_faults_are_told_at_once_in_the_order_of_the_parameter_table()
    {
        var reply = await running.Supervisor.Post(
            Client.SignOffs,
            """{"sign_off":{"signature":7,"review_date":"tomorrow","instructions":[]},"session_note_id":"46"}"""
        );

        reply.ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """
            {"errors":{"session_note_id":["is not a number"],"instructions":["is invalid"],"review_date":["invalid format"],"signature":["invalid format"]}}
            """
        );
    }

    [Fact]
    public async Task Missing_fields_are_blank()
    {
        (await running.Supervisor.Post(Client.SignOffs, """{"session_note_id":46,"sign_off":{}}""")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"review_date":["can't be blank"],"signature":["can't be blank"]}}"""
        );
        (await running.Supervisor.Post(Client.SignOffs, "{}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            """{"errors":{"session_note_id":["can't be blank"],"sign_off":["can't be blank"]}}"""
        );
    }

    private static string Recording(string reviewDate) =>
        $$$"""{"session_note_id":46,"sign_off":{"review_date":"{{{reviewDate}}}","signature":"{{{Pictures.Signature}}}"}}""";
}
