using System.Net;
using System.Text;
using ClinicNotes.WebApi.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace ClinicNotes.WebApi.Tests.Running;

public sealed class SecurityHeadersTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Every_answer_is_of_its_media_type_is_kept_by_nobody_else_and_does_not_name_its_server()
    {
        var created = await running.Supervisor.Post(
            Client.Addendums,
            """{"session_note_id":46,"addendum":{"instructions":"Names don't match"}}"""
        );
        Reply[] replies =
        [
            created.ShouldBe(HttpStatusCode.Created),
            (await running.Supervisor.Get(created.Headers.Location!.ToString())).ShouldBe(HttpStatusCode.OK),
            (await running.Supervisor.Get(Client.Addendums)).ShouldBe(HttpStatusCode.OK),
            (await running.Service.As(null).Get("/health/ready")).ShouldBe(HttpStatusCode.OK),
            (await running.Supervisor.Post(Client.Addendums, "[")).ShouldBe(HttpStatusCode.BadRequest),
            (await running.Service.As("nobody's").Get(Client.Addendums)).ShouldBe(HttpStatusCode.Unauthorized),
            (await running.Service.As("demo-auditor").Post(Client.Addendums, "{}")).ShouldBe(HttpStatusCode.Forbidden),
            (await running.Supervisor.Get("/nowhere")).ShouldBe(HttpStatusCode.NotFound),
            (await running.Supervisor.Delete(Client.Addendums)).ShouldBe(HttpStatusCode.MethodNotAllowed),
            (
                await running.Supervisor.Send(HttpMethod.Post, Client.Addendums, new StringContent("{}", Encoding.UTF8, "text/plain"))
            ).ShouldBe(HttpStatusCode.UnsupportedMediaType),
            (await running.Supervisor.Post(Client.Addendums, "{}")).ShouldBe(HttpStatusCode.UnprocessableEntity),
        ];

        foreach (var reply in replies)
        {
            reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            var kept = reply.Headers.CacheControl!;
            (kept.NoStore || kept.Private).ShouldBeTrue(kept.ToString());
            reply.Headers.Server.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Failures_too()
    {
        await running.Service.DatabaseGoesAway();
        var reply = await running.Service.As("somebody").Get($"{Client.Addendums}/1");
        await running.Service.DatabaseComesBack();

        reply.ShouldBe(HttpStatusCode.ServiceUnavailable);
        reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
        reply.Headers.Server.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", null, "frame-ancestors 'none'")]
    [InlineData("text/html", "default-src 'self'", "default-src 'self'; frame-ancestors 'none'")]
    [InlineData("text/html", "frame-ancestors 'self'", "frame-ancestors 'self'")]
    [InlineData("application/json", null, null)]
    public async Task No_page_may_be_framed_by_another(string mediaType, string? given, string? policies)
    {
        var reply = await Answered(http =>
        {
            http.Response.ContentType = mediaType;
            http.Response.Headers.ContentSecurityPolicy = given;
        });

        (reply.Headers.TryGetValues("Content-Security-Policy", out var all) ? string.Join("; ", all) : null).ShouldBe(policies);
    }

    [Theory]
    [InlineData("GET", "\"1\"", null, "no-cache, private")]
    [InlineData("PUT", "\"1\"", null, "no-store")]
    [InlineData("GET", null, null, "no-store")]
    [InlineData("GET", null, "private, max-age=60", "max-age=60, private")]
    public async Task Only_what_can_be_asked_for_again_by_its_ETag_may_be_kept(string method, string? etag, string? given, string expected)
    {
        var reply = await Answered(
            http =>
            {
                http.Response.Headers.ETag = etag;
                http.Response.Headers.CacheControl = given;
            },
            method
        );

        string.Join(", ", reply.Headers.CacheControl!.ToString().Split(", ").Order()).ShouldBe(expected);
    }

    private static async Task<HttpResponseMessage> Answered(Action<HttpContext> answer, string method = "GET")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.UseSecurityHeaders();
        app.Run(http =>
        {
            answer(http);
            return http.Response.WriteAsync("", TestContext.Current.CancellationToken);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
