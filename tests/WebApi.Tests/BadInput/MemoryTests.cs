using System.Net.Http.Headers;

namespace ClinicNotes.WebApi.Tests.BadInput;

// What other tests allocate at the same time would be taken for the service's.
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Bodies_that_are_refused_leave_nothing_behind()
    {
        byte[][] bodies =
        [
            [.. Enumerable.Repeat((byte)'[', 1024 * 1024)],
            [.. "{\"a\":\""u8, .. Enumerable.Repeat((byte)'a', 1_000_000)],
            [.. "{\"a\":"u8, .. Enumerable.Repeat((byte)'9', 1_000_000), (byte)'}'],
            new byte[1024 * 1024 + 1],
        ];
        // Not a client that checks each answer against the contract: the library that does keeps some 50 kB each time.
        using var http = running.Service.CreateClient();
        http.DefaultRequestHeaders.Add("X-User-Token", "demo-admin");
        await SendAll(times: 30);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendAll(times: 100);

        // Four hundred mebibytes went by.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(32 * 1024 * 1024);

        async Task SendAll(int times)
        {
            for (var time = 0; time < times; time++)
            {
                foreach (var body in bodies)
                {
                    var content = new ByteArrayContent(body);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var reply = await http.PostAsync(Client.Addendums, content);
                    ((int)reply.StatusCode).ShouldBeInRange(400, 499);
                }
            }
        }
    }
}
