using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace ClinicNotes.WebApi.Tests;

public sealed class RequestIdTests(RunningService running) : IClassFixture<RunningService>
{
    private readonly ConcurrentBag<string[]> _traced = [];

    [Theory]
    [InlineData("a")]
    [InlineData("Order-66_of.2023")]
    public async Task The_callers_id_comes_back(string id) => (await IdOf("/health/live", id)).ShouldBe(id);

    [Fact]
    public async Task An_id_may_have_128_characters()
    {
        var longest = new string('x', 128);
        (await IdOf("/health/live", longest)).ShouldBe(longest);
        (await IdOf("/health/live", longest + "x")).ShouldNotStartWith("x");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("semi;colon")]
    public async Task In_place_of_none_or_a_strange_one_a_new_one_is_given_each_time(string? id)
    {
        var one = await IdOf("/health/live", id);
        var other = await IdOf("/health/live", id);
        one.ShouldMatch("^[0-9a-f]{32}$");
        other.ShouldNotBe(one);
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.Unauthorized)]
    [InlineData(Client.Addendums, HttpStatusCode.Unauthorized)]
    public async Task Errors_have_one_too(string path, HttpStatusCode status)
    {
        using var http = running.Service.CreateClient();
        http.DefaultRequestHeaders.Add(RequestId.Header, "mine");
        using var response = await http.PostAsync(path, null, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status);
        response.Headers.GetValues(RequestId.Header).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task A_failure_has_one_too()
    {
        await running.Service.DatabaseGoesAway();
        try
        {
            using var http = running.Service.CreateClient();
            http.DefaultRequestHeaders.Add("X-User-Token", "somebody");
            http.DefaultRequestHeaders.Add(RequestId.Header, "mine");
            using var response = await http.GetAsync($"{Client.Addendums}/1", TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.GetValues(RequestId.Header).ShouldBe(["mine"]);
        }
        finally
        {
            await running.Service.DatabaseComesBack();
        }
    }

    [Fact]
    public async Task Traces_and_what_is_recorded_have_it_too()
    {
        using var requests = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("http.response.header.x-request-id") is string[] ids)
                    _traced.Add(ids);
            },
        };
        ActivitySource.AddActivityListener(requests);
        using var http = running.Service.CreateClient();
        http.DefaultRequestHeaders.Add(RequestId.Header, "traced-1");

        await new Client(http, "demo-supervisor").RequestsAnAddendum();

        await Patiently.Until(() => Task.FromResult(_traced.Any(ids => ids is ["traced-1"])));
        (await running.Service.Scalar<long>("select count(*) from mt_events where correlation_id = 'traced-1'")).ShouldBe(1);
    }

    private async Task<string> IdOf(string path, string? id)
    {
        using var http = running.Service.CreateClient();
        if (id is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation(RequestId.Header, id);

        using var response = await http.GetAsync(path);
        return response.Headers.GetValues(RequestId.Header).ShouldHaveSingleItem();
    }
}
