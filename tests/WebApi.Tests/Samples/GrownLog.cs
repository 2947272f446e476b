using System.Diagnostics;
using ClinicNotes.WebApi.Tests.Commands;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>A log that has grown over several tiles since a checkpoint of it was kept, and the sample in Go that checks it.</summary>
public sealed class GrownLog(Database database) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log").FullName;
    private string _key = "";

    public Service Service { get; private set; } = null!;

    public long Size { get; private set; }

    public long KeptSize { get; private set; }

    /// <summary>The file with the checkpoint that was kept.</summary>
    public string Kept => File("kept");

    public async ValueTask InitializeAsync()
    {
        var built = Build();
        Service = await new Service(await database.Make()).Start();
        var log = ServedLog.For(Service, "demo-auditor");
        _key = (await log.Text("key")).Split('\n')[0];

        KeptSize = await Grows(300);
        await System.IO.File.WriteAllTextAsync(Kept, await log.Text("checkpoint"));
        Size = await Grows(300);
        await built;
    }

    /// <summary>Has the sample check the log.</summary>
    internal Task<Called> Checked(string? key = null, string? against = null)
    {
        string[] arguments = [$"{Service.ClientOptions.BaseAddress}v1/audit/log", key ?? _key, .. against is null ? [] : new[] { against }];
        return Run(File("client"), ("LOG_TOKEN", "demo-auditor"), arguments);
    }

    public string File(string name) => Path.Combine(_folder, name);

    public async ValueTask DisposeAsync()
    {
        if (Service is not null)
            await Service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<long> Grows(int events)
    {
        var supervisor = Service.As("demo-supervisor");
        await Task.WhenAll(Enumerable.Range(0, events).Select(_ => supervisor.RequestsAnAddendum()));
        return await LedgerOf.Signed(Service);
    }

    private async Task Build()
    {
        var go = await Run(Path.Combine(Checkout.Root, "scripts/go"), ("PATH", Environment.GetEnvironmentVariable("PATH")!));
        go.Code.ShouldBe(0, go.Complaint);
        var program = Path.Combine(Checkout.Root, "samples/LogClient/main.go");
        var built = await Run(go.Said.Trim(), ("GOCACHE", File("cache")), "build", "-o", File("client"), program);
        built.Code.ShouldBe(0, built.Complaint);
    }

    private static Task<Called> Run(string program, (string Name, string Value) setting, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[setting.Name] = setting.Value;
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = "/usr/share/gocode";
        start.Environment["GOFLAGS"] = "";
        return Called.End(Process.Start(start)!, arguments);
    }
}
