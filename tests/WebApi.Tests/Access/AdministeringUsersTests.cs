using System.Net;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.WebApi.Tests.Access;

public sealed class AdministeringUsersTests(RunningService running, Database database) : IClassFixture<RunningService>
{
    private const string Ada = """{"user":{"user_id":400,"name":"Ada","roles":["supervisor","provider","provider"]}}""";

    [Fact]
    public async Task A_user_is_enrolled_once_and_the_same_again_records_no_event()
    {
        var created = await running.Admin.Post(Client.Users, Ada);
        created.ShouldBe(HttpStatusCode.Created, """{"id":400,"name":"Ada","roles":["provider","supervisor"]}""");
        created.Headers.Location!.ToString().ShouldBe("/v1/admin/clinic/users/400");

        (await running.Admin.Post(Client.Users, Ada)).ShouldBe(HttpStatusCode.OK, created.Body);

        (await Events(400)).ShouldBe(1);
    }

    [Fact]
    public async Task Roles_are_set_and_the_same_again_records_no_event()
    {
        await running.Service.Enrols(clinic: 1, user: 401, Role.Provider);
        var before = await Events(401);

        for (var i = 0; i < 3; i++)
        {
            (await running.Admin.Put($"{Client.Users}/401/roles", """{"user":{"roles":["auditor"]}}""")).ShouldBe(
                HttpStatusCode.OK,
                """{"id":401,"name":"User 401","roles":["auditor"]}"""
            );
        }

        (await Events(401)).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Users_are_listed_by_their_ids_page_by_page_as_they_are_at_this_moment()
    {
        await using var service = await new Service(await database.Make()).Start();
        var admin = service.As("demo-admin");
        await service.Enrols(clinic: 1, user: 9, Role.Provider);
        await service.Enrols(clinic: 1, user: 1000, Role.Provider);
        (await admin.Put($"{Client.Users}/9/roles", """{"user":{"roles":["service"]}}""")).ShouldBe(HttpStatusCode.OK);

        (await admin.Get($"{Client.Users}?page_size=2")).ShouldBe(
            HttpStatusCode.OK,
            """
            {
                "users": [{"id":9,"name":"User 9","roles":["service"]},{"id":121,"name":"Demo Provider","roles":["provider"]}],
                "pagination": {"current_page":1,"total_pages":4,"total_count":7,"per_page":2}
            }
            """
        );
        (await admin.Get($"{Client.Users}?page=4&page_size=2")).Json["users"]!.AsArray().ShouldHaveSingleItem()!["id"]!
            .GetValue<long>()
            .ShouldBe(1000);
        (await admin.Get($"{Client.Users}?page=5&page_size=2")).Json["users"]!.AsArray().ShouldBeEmpty();
        (await admin.Get($"{Client.Users}?page=9007199254740991&page_size=100")).Json["users"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{}""", """{"user":["can't be blank"]}""")]
    [InlineData("""{"user":[]}""", """{"user":["can't be blank"]}""")]
    [InlineData("""{"user":{}}""", """{"user_id":["can't be blank"],"name":["can't be blank"],"roles":["can't be blank"]}""")]
    [InlineData(
        """{"user":{"user_id":"1","name":1,"roles":"admin"}}""",
        """{"user_id":["is not a number"],"name":["is invalid"],"roles":["is invalid"]}"""
    )]
    [InlineData(
        """{"user":{"user_id":0,"name":" ","roles":[]}}""",
        """{"user_id":["is invalid"],"name":["can't be blank"],"roles":["can't be blank"]}"""
    )]
    [InlineData("""{"user":{"user_id":402,"name":"A","roles":["admin","Admin"]}}""", """{"roles":["is invalid"]}""")]
    [InlineData("""{"user":{"user_id":402,"name":"A","roles":["operator"]}}""", """{"roles":["is invalid"]}""")]
    [InlineData("""{"user":{"user_id":402,"name":"A","roles":[null]}}""", """{"roles":["is invalid"]}""")]
    [InlineData("""{"user":{"user_id":402,"name":"A","roles":["\ud800"]}}""", """{"roles":["is invalid"]}""")]
    public async Task Wrong_fields_are_refused_in_the_documented_shape(string body, string errors) =>
        (await running.Admin.Post(Client.Users, body)).ShouldBe(HttpStatusCode.UnprocessableEntity, $$"""{"errors":{{errors}}}""");

    [Theory]
    [InlineData("""{}""", """{"user":["can't be blank"]}""")]
    [InlineData("""{"user":{"roles":[]}}""", """{"roles":["can't be blank"]}""")]
    [InlineData("""{"user":{"roles":[1]}}""", """{"roles":["is invalid"]}""")]
    public async Task Wrong_roles_are_refused_before_anybody_looks_for_the_user(string body, string errors) =>
        (await running.Admin.Put($"{Client.Users}/999999/roles", body)).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$"""{"errors":{{errors}}}"""
        );

    [Theory]
    [InlineData("page=0", "page", "is invalid")]
    [InlineData("page_size=101", "page_size", "must be from 1 to 100")]
    public async Task A_bad_page_is_refused(string query, string field, string sentence)
    {
        foreach (var list in new[] { Client.Users, $"{Client.Users}/121/tokens", $"{Client.Users}/999999/tokens" })
        {
            (await running.Admin.Get($"{list}?{query}")).ShouldBe(
                HttpStatusCode.UnprocessableEntity,
                $$$"""{"errors":{"{{{field}}}":["{{{sentence}}}"]}}"""
            );
        }
    }

    [Fact]
    public async Task Who_is_no_admin_is_refused_whatever_the_request_says()
    {
        const string refused = """{"errors":"You are not authorized to perform this action."}""";
        foreach (var client in new[] { running.Provider, running.Supervisor, running.Auditor, running.Program })
        {
            (await client.Post(Client.Users, "{}")).ShouldBe(HttpStatusCode.Forbidden, refused);
            (await client.Get($"{Client.Users}?page=0")).ShouldBe(HttpStatusCode.Forbidden, refused);
            (await client.Put($"{Client.Users}/999999/roles", "{}")).ShouldBe(HttpStatusCode.Forbidden, refused);
            (await client.Get($"{Client.Users}/999999/tokens")).ShouldBe(HttpStatusCode.Forbidden, refused);
            (await client.Post($"{Client.Users}/999999/tokens", "{}")).ShouldBe(HttpStatusCode.Forbidden, refused);
            (await client.Send(HttpMethod.Post, $"{Client.Users}/121/tokens/1/rotate", null)).ShouldBe(HttpStatusCode.Forbidden, refused);
            (await client.Delete($"{Client.Users}/121/tokens/1")).ShouldBe(HttpStatusCode.Forbidden, refused);
        }
    }

    [Fact]
    public async Task A_user_of_another_clinic_and_nobody_give_the_same_bytes()
    {
        const string notFound = """{"errors":"User not found"}""";
        var token = await running.Service.EnrolsWithToken(clinic: 2, user: 403, Role.Provider);
        foreach (var user in new[] { "403", "999999", "0", "abc", "99999999999999999999" })
        {
            var path = $"{Client.Users}/{user}";
            (await running.Admin.Put($"{path}/roles", """{"user":{"roles":["admin"]}}""")).ShouldBe(HttpStatusCode.NotFound, notFound);
            (await running.Admin.Get($"{path}/tokens")).ShouldBe(HttpStatusCode.NotFound, notFound);
            (await running.Admin.Post($"{path}/tokens", """{"token":{}}""")).ShouldBe(HttpStatusCode.NotFound, notFound);
            (await running.Admin.Send(HttpMethod.Post, $"{path}/tokens/{token.Id}/rotate", null)).ShouldBe(
                HttpStatusCode.NotFound,
                notFound
            );
            (await running.Admin.Delete($"{path}/tokens/{token.Id}")).ShouldBe(HttpStatusCode.NotFound, notFound);
        }
    }

    private Task<long> Events(long user) =>
        running.Service.Scalar<long>($"select count(*) from mt_events where tenant_id = '1' and stream_id = 'user-{user}'");
}
