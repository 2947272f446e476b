using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClinicNotes.Contract;
using ClinicNotes.WebApi.Tests.Documentation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Contract;

public sealed partial class DocumentTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task What_is_checked_in_is_what_anybody_gets()
    {
        var reply = (await running.Service.As(null).Get("/openapi/v1.json")).ShouldBe(HttpStatusCode.OK);

        reply.ContentHeaders.ContentType!.MediaType.ShouldBe("application/json");
        reply.Body.ShouldBe(await File.ReadAllTextAsync(OpenApi.File, TestContext.Current.CancellationToken));
        ((string)reply.Json["openapi"]!).ShouldStartWith("3.1.");
    }

    [Fact]
    public void What_is_checked_in_is_what_would_be_written() =>
        File.ReadAllText(OpenApi.File).ShouldBe(Document.Of(Documented.Examples) + "\n", "run scripts/openapi");

    [Fact]
    public void Every_call_of_the_service_but_its_pages_is_described_and_every_call_described_is_there()
    {
        var mapped =
            from endpoint in running.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true }
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            select $"{method} {Plain("/" + endpoint.RoutePattern.RawText!.TrimStart('/'))}";

        OpenApi
            .Calls.Select(call => $"{call.Method} {call.Path}")
            .Where(call => call != "GET /docs")
            .ShouldBe(mapped.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Every_example_is_as_its_schema_says()
    {
        var contents = Bodies
            .Below(OpenApi.Document)
            .OfType<JsonObject>()
            .SelectMany(part => part)
            .Where(part => part.Key is "application/json" or "application/problem+json")
            .Select(part => part.Value!.AsObject())
            .ToArray();

        contents.Length.ShouldBeGreaterThan(70);
        foreach (var content in contents.Where(content => content["schema"]!["$ref"] is not null))
        {
            var examples = content["examples"]?.AsObject().Select(example => example.Value!["value"]!).ToArray() ?? [content["example"]!];
            foreach (var example in examples)
                Bodies.Fault(content["schema"]!.AsObject(), example.ToJsonString()).ShouldBeNull(example.ToJsonString());
        }
    }

    [Fact]
    public void Every_documented_request_that_goes_well_is_as_the_document_says()
    {
        foreach (var example in Documented.Examples.Where(example => example.Request.Body.Length > 0 && (int)example.Answer.Status < 300))
        {
            var call = OpenApi.CallOf(example.Request.Method, example.Request.Path).ShouldNotBeNull(example.Request.FirstLine);
            Bodies
                .Fault(call["requestBody"]!["content"]!["application/json"]!["schema"]!.AsObject(), example.Request.Body)
                .ShouldBeNull(example.Request.Body);
        }
    }

    [Fact]
    public void Every_call_and_everything_in_it_is_explained_and_every_reference_leads_somewhere()
    {
        foreach (var (_, path, call) in OpenApi.Calls)
        {
            ((string)call["summary"]!).ShouldNotBeNullOrWhiteSpace(path);
            ((string)call["description"]!).ShouldNotBeNullOrWhiteSpace(path);
            foreach (var parameter in call["parameters"]!.AsArray().Where(parameter => parameter!["$ref"] is null))
                ((string)parameter!["description"]!).ShouldNotBeNullOrWhiteSpace(path);
        }

        foreach (var reference in Bodies.Below(OpenApi.Document).OfType<JsonObject>().Select(part => part["$ref"]).OfType<JsonValue>())
            ((string)reference!).Split('/').Skip(1).Aggregate((JsonNode?)OpenApi.Document, (at, name) => at?[name]).ShouldNotBeNull();
    }

    private static string Plain(string route) =>
        Schema().Replace(route.Replace("{**", "{", StringComparison.Ordinal), "/asyncapi/schemas/{name}");

    [GeneratedRegex("^/asyncapi/schemas/.*")]
    private static partial Regex Schema();
}
