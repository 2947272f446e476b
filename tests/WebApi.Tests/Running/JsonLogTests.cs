using System.Net;
using System.Text.Json.Nodes;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Running;

public sealed class JsonLogTests(Database database)
{
    private const string SigningOff =
        $$$"""{"session_note_id":46,"sign_off":{"instructions":"Mrs. Example has measles","review_date":"2023-10-27","signature":"{{{Pictures.Signature}}}"}}""";

    [Fact]
    public async Task Outside_development_every_line_is_JSON_and_none_has_a_token_a_signature_or_the_text_of_a_note()
    {
        var connectionString = await database.Make();
        await using var sql = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        // All that is said at any level, but for what a level of its own silences: that is the most that an operator may ask for.
        await using var service = await ServiceProcess.Start(connectionString, ("Logging__LogLevel__Default", "Trace"));

        await CallsOfEveryKind(service);
        await Execute(sql, "alter table signatures rename to elsewhere");
        var failed = await service.As("demo-supervisor").Post(Client.SignOffs, SigningOff);
        await Execute(sql, "alter table elsewhere rename to signatures");
        await service.Says("An unhandled exception has occurred");
        await service.Signal("TERM");
        (await service.End()).ShouldBe(0);

        failed.ShouldBe(HttpStatusCode.InternalServerError);
        foreach (var line in service.Lines)
        {
            JsonNode.Parse(line)!.AsObject().Select(field => field.Key).ShouldContain("LogLevel", line);
            foreach (var secret in new[] { "demo-supervisor", "guessed-token", "iVBORw0KGgo", "measles", "Names don" })
                line.ShouldNotContain(secret);
        }

        var unhandled = JsonNode.Parse(service.Line("An unhandled exception has occurred"))!;
        unhandled["Timestamp"]!.GetValue<string>().ShouldEndWith("Z");
        unhandled["Scopes"]!
            .AsArray()
            .Select(scope => scope?["RequestId"]?.GetValue<string>())
            .ShouldContain(failed.Headers.GetValues(RequestId.Header).Single());
    }

    private static async Task CallsOfEveryKind(ServiceProcess service)
    {
        var supervisor = service.As("demo-supervisor");
        var addendum = await supervisor.RequestsAnAddendum(instructions: "Mrs. Example has measles");
        (
            await supervisor.Put(
                $"{Client.Addendums}/{addendum}",
                $$$"""{"session_note_id":46,"addendum":{"instructions_response":"No measles","responded_signature":"{{{Pictures.Signature}}}"}}"""
            )
        ).ShouldBe(HttpStatusCode.OK);
        (await supervisor.Post(Client.SignOffs, SigningOff)).ShouldBe(HttpStatusCode.Created);
        (await supervisor.Post(Client.SignOffs, SigningOff.Replace("iVBORw0KGgo", "iVBORw0KGgoA", StringComparison.Ordinal))).ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        (await supervisor.Post(Client.SignOffs, SigningOff + "}")).ShouldBe(HttpStatusCode.BadRequest);
        (await supervisor.Get($"{Client.Addendums}?include=signatures")).ShouldBe(HttpStatusCode.OK);
        (await service.As("guessed-token").Post(Client.SignOffs, SigningOff)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task Execute(NpgsqlDataSource sql, string statement)
    {
        await using var command = sql.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
