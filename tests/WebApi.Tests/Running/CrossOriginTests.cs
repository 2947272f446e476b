using System.Net;

namespace ClinicNotes.WebApi.Tests.Running;

public sealed class CrossOriginTests(Database database)
{
    private const string Origin = "https://notes.example.org";

    [Fact]
    public async Task Unless_an_origin_is_named_no_page_of_another_may_call()
    {
        await using var service = await new Service(await database.Make()).Start();

        using var preflight = await Preflight(service, Origin);
        using var called = await Called(service, Origin, "demo-supervisor");

        preflight.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        preflight.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        called.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Pages_of_a_named_origin_may_call_and_read_errors_too_and_those_of_others_may_not()
    {
        await using var service = new Service(await database.Make())
        {
            Settings = { ["Cors:Origins"] = $"https://other.example.org, {Origin}" },
        };
        await service.Start();

        using var preflight = await Preflight(service, Origin);
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
        preflight.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("X-User-Token");
        preflight.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();

        foreach (var token in new[] { "demo-supervisor", "nobody's" })
        {
            using var called = await Called(service, Origin, token);
            called.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
            called.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("X-Request-Id");
        }

        await service.DatabaseGoesAway();
        using (var failed = await Called(service, Origin, "somebody"))
        {
            failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            failed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
        }

        await service.DatabaseComesBack();
        using var stranger = await Preflight(service, "https://evil.example.org");
        stranger.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("notes.example.org")]
    [InlineData("https://notes.example.org/page")]
    public async Task What_is_no_origin_is_refused_at_the_start(string origin)
    {
        await using var service = new Service(await database.Make()) { Settings = { ["Cors:Origins"] = origin } };

        (await Should.ThrowAsync<InvalidOperationException>(service.Start)).Message.ShouldBe(
            $"Cors__Origins: {origin} is no origin such as https://notes.example.org."
        );
    }

    private static async Task<HttpResponseMessage> Preflight(Service service, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, Client.Addendums);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-user-token");
        return await service.CreateClient().SendAsync(request);
    }

    private static async Task<HttpResponseMessage> Called(Service service, string origin, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Client.Addendums);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("X-User-Token", token);
        return await service.CreateClient().SendAsync(request);
    }
}
