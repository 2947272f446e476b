using System.Diagnostics;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>A RabbitMQ in a folder of its own, by <c>scripts/rabbitmq</c>.</summary>
internal sealed class RabbitNode : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("broker").FullName;

    /// <summary>Where it is, and as whom; the same after it was stopped and started.</summary>
    public string Uri { get; private set; } = "";

    public static async Task<RabbitNode> Make()
    {
        var node = new RabbitNode();
        await node.Start();
        return node;
    }

    public async Task Start() => Uri = await Script("start");

    public Task Stop() => Script("stop");

    /// <summary>Has it take nothing, as if its memory were used up, or take everything again.</summary>
    public Task HasMemory(bool enough) => Script("ctl", "set_vm_memory_high_watermark", enough ? "0.4" : "0");

    public async ValueTask DisposeAsync()
    {
        await Script("drop");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> Script(string what, params string[] more)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.Root, "scripts/rabbitmq"), [what, _folder, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (said, complaint) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await complaint);
        return (await said).Trim();
    }
}
