using System.Net;
using System.Net.Sockets;
using ClinicNotes.WebApi.Tests.Appends;
using ClinicNotes.WebApi.Tests.Commands;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Reads;

public sealed class KilledServiceTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_service_that_is_killed_while_it_reads_and_writes_loses_no_record_of_a_write()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        using var process = Called.Start(running.Service, typeof(Program).Assembly.Location, "--urls", address);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var client = new Client(http, "demo-supervisor");
        await HeldAppends.Until(() => IsReady(client));
        var written = new List<long>();
        for (var i = 0; i < 25; i++)
        {
            written.Add(await client.RequestsAnAddendum());
            (await client.Get($"{Client.Addendums}/{written[^1]}")).ShouldBe(HttpStatusCode.OK);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        await LedgerOf.Placed(running.Service);
        (
            await running.Service.Scalar<long>(
                $"""
                select count(*) from mt_events join ledger_entries on event_number = seq_id
                where type = 'addendum_requested' and stream_id in ('addendum-{string.Join("','addendum-", written)}')
                """
            )
        ).ShouldBe(written.Count);
        (await LedgerOf.Wrong(running.Service)).ShouldBe(0);
    }

    private static async Task<bool> IsReady(Client client)
    {
        try
        {
            return (await client.Get("/health/ready")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
