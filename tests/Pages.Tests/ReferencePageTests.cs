using System.Collections.Concurrent;
using ClinicNotes.WebApi.Tests;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class ReferencePageTests(RunningService running, Browser browser) : IClassFixture<RunningService>
{
    [Fact]
    public async Task It_shows_the_calls_of_the_service_and_asks_nobody_else_for_anything()
    {
        await using var visit = await browser.Visits(running.Service.ClientOptions.BaseAddress);
        var asked = new ConcurrentQueue<Uri>();
        visit.Context.Request += (_, request) => asked.Enqueue(new Uri(request.Url));

        await visit.GoTo("/docs");

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Create an addendum" }).First.WaitForAsync();
        visit.Faults.ShouldBeEmpty();
        asked
            .Where(address => address.Scheme is not ("data" or "blob"))
            .ShouldAllBe(address => address.Authority == running.Service.ClientOptions.BaseAddress.Authority);
    }
}
