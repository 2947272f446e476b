using System.Net;

namespace ClinicNotes.WebApi.Tests.Retries;

public sealed class ConditionalRequestTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Responding = """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}""";
    private const string Nothing = """{"session_note_id":46,"addendum":{}}""";
    private const string Revising = """{"session_note_id":46,"sign_off":{"instructions":"Well done"}}""";

    [Fact]
    public async Task An_addendum_has_one_tag_for_each_of_its_states_whoever_asks_and_however()
    {
        var created = await running.Supervisor.Post(Client.Addendums, """{"session_note_id":46,"addendum":{"instructions":"A"}}""");
        var path = created.Headers.Location!.ToString();
        var id = created.Json["id"]!.GetValue<long>();

        created.Tag.ShouldBe($"\"addendum-{id}.1\"");
        (await running.Auditor.Get(path)).Tag.ShouldBe(created.Tag);
        (await running.Supervisor.Put(path, Nothing)).Tag.ShouldBe(created.Tag);
        running.Service.Clock.AdvanceMinutes(1);
        var responded = await running.Supervisor.Put(path, Responding);
        responded.Tag.ShouldBe($"\"addendum-{id}.2\"");
        (await running.Auditor.Get(path)).Tag.ShouldBe(responded.Tag);
        var before = created.Json["created_at"]!.GetValue<string>();
        (await running.Auditor.Get($"{path}?as_of={before}")).Tag.ShouldBe(created.Tag);
    }

    [Fact]
    public async Task A_sign_off_a_registration_and_a_user_have_tags_too()
    {
        var id = await running.Supervisor.RecordsASignOff();
        (await running.Auditor.Get($"{Client.SignOffs}/{id}")).Tag.ShouldBe($"\"sign-off-{id}.1\"");
        (await running.Supervisor.Put($"{Client.SignOffs}/{id}", Revising)).Tag.ShouldBe($"\"sign-off-{id}.2\"");
        (await running.Admin.Put($"{Client.SessionNotes}/8001", """{"session_note":{"provider_id":7}}""")).Tag.ShouldBe(
            "\"session-note-8001.1\""
        );
        (await running.Admin.Post(Client.Users, """{"user":{"user_id":801,"name":"Ada","roles":["provider"]}}""")).Tag.ShouldBe(
            "\"user-801.1\""
        );
        (await running.Admin.Put($"{Client.Users}/801/roles", """{"user":{"roles":["auditor"]}}""")).Tag.ShouldBe("\"user-801.2\"");
    }

    [Fact]
    public async Task The_tag_of_a_note_changes_with_whatever_changes_in_it_and_only_then()
    {
        const string path = "/v1/clinic/session_notes/60";
        var tags = new List<string> { (await running.Auditor.Get(path)).Tag };
        var id = await running.Supervisor.RequestsAnAddendum(note: 60);
        tags.Add((await running.Auditor.Get(path)).Tag);
        await running.Supervisor.Put($"{Client.Addendums}/{id}", Responding.Replace("46", "60", StringComparison.Ordinal));
        tags.Add((await running.Auditor.Get(path)).Tag);
        await running.Supervisor.RecordsASignOff(note: 60);
        tags.Add((await running.Auditor.Get(path)).Tag);

        tags.ShouldBeUnique();
        await running.Supervisor.RequestsAnAddendum(note: 61);
        (await running.Auditor.Get(path)).Tag.ShouldBe(tags[^1]);
        (await running.Auditor.Get(path, ("If-None-Match", tags[^1]))).ShouldBe(HttpStatusCode.NotModified);
        (await running.Auditor.Get(path, ("If-None-Match", tags[0]))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"another\", {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"another\"", 200)]
    public async Task A_read_of_what_the_client_has_already_has_no_body(string wanted, int status)
    {
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        var tag = (await running.Auditor.Get(path)).Tag;

        var reply = await running.Auditor.Get(path, ("If-None-Match", wanted.Replace("{0}", tag, StringComparison.Ordinal)));

        reply.ShouldBe((HttpStatusCode)status).Tag.ShouldBe(tag);
        (reply.Body.Length == 0).ShouldBe(status == 304);
    }

    [Theory]
    [InlineData("If-Match", "{0}", 200)]
    [InlineData("If-Match", "\"another\", {0}", 200)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "\"another\"", 412)]
    [InlineData("If-Match", "W/{0}", 412)]
    [InlineData("If-None-Match", "*", 412)]
    [InlineData("If-None-Match", "{0}", 412)]
    [InlineData("If-None-Match", "\"another\"", 200)]
    public async Task A_change_is_made_where_what_it_asks_for_is_so(string header, string wanted, int status)
    {
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        var tag = (await running.Auditor.Get(path)).Tag;

        var value = wanted.Replace("{0}", tag, StringComparison.Ordinal);
        (await running.Supervisor.Put(path, Responding, (header, value))).ShouldBe((HttpStatusCode)status);

        ((await running.Auditor.Get(path)).Tag == tag).ShouldBe(status == 412);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_refused_too_where_what_it_asks_for_is_not_so()
    {
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        (await running.Supervisor.Put(path, Nothing, ("If-Match", "\"another\""))).ShouldBe(
            HttpStatusCode.PreconditionFailed,
            """{"errors":"What If-Match or If-None-Match asks for is not so."}"""
        );
    }

    [Fact]
    public async Task Of_many_who_change_the_same_state_at_once_on_two_nodes_one_succeeds()
    {
        await using var other = await new Service(running.Service.ConnectionString).Start();
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        var tag = (await other.As("demo-auditor").Get(path)).Tag;

        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    (i % 2 == 0 ? running.Service : other)
                        .As("demo-supervisor")
                        .Put(path, $$$"""{"session_note_id":46,"addendum":{"instructions_response":"{{{i}}}"}}""", ("If-Match", tag))
                )
        );

        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Count(reply => reply.Status == HttpStatusCode.PreconditionFailed).ShouldBe(19);
    }

    [Fact]
    public async Task A_state_that_another_node_has_changed_is_stale_here_too_and_its_successor_is_not()
    {
        await using var other = await new Service(running.Service.ConnectionString).Start();
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        var seen = (await running.Supervisor.Get(path)).Tag;
        var changed = (await other.As("demo-supervisor").Put(path, Responding)).Tag;

        (await running.Supervisor.Put(path, Nothing, ("If-Match", seen))).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await running.Supervisor.Put(path, Nothing, ("If-Match", changed))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_note_can_be_registered_only_where_there_is_none()
    {
        const string path = $"{Client.SessionNotes}/8002";
        (await running.Admin.Put(path, """{"session_note":{"provider_id":7}}""", ("If-Match", "*"))).ShouldBe(
            HttpStatusCode.PreconditionFailed
        );
        (await running.Admin.Put(path, """{"session_note":{"provider_id":7}}""", ("If-None-Match", "*"))).ShouldBe(HttpStatusCode.Created);
        (await running.Admin.Put(path, """{"session_note":{"provider_id":8}}""", ("If-None-Match", "*"))).ShouldBe(
            HttpStatusCode.PreconditionFailed
        );
    }

    [Fact]
    public async Task Other_refusals_come_first()
    {
        var path = $"{Client.SignOffs}/{await running.Admin.RecordsASignOff()}";
        (await running.Supervisor.Put(path, Revising, ("If-Match", "\"another\""))).ShouldBe(HttpStatusCode.Forbidden);
        (await running.Admin.Put($"{Client.SignOffs}/4747", Revising, ("If-Match", "\"another\""))).ShouldBe(HttpStatusCode.NotFound);
        (await running.Auditor.Get($"{Client.SignOffs}/4747", ("If-None-Match", "*"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("If-Match", "addendum-1.1")]
    [InlineData("If-Match", "")]
    [InlineData("If-Match", "*, \"a\"")]
    [InlineData("If-None-Match", "\"a")]
    [InlineData("If-None-Match", "a\"")]
    public async Task What_is_no_list_of_tags_is_refused(string header, string value)
    {
        var path = $"{Client.Addendums}/{await running.Supervisor.RequestsAnAddendum()}";
        (await running.Supervisor.Get(path, (header, value))).ShouldBe(
            HttpStatusCode.BadRequest,
            """{"errors":"The If-Match or If-None-Match header is neither * nor a list of entity tags."}"""
        );
        (await running.Supervisor.Put(path, Responding, (header, value))).ShouldBe(HttpStatusCode.BadRequest);
    }
}
