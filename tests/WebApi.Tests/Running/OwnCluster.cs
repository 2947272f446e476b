using System.Diagnostics;

namespace ClinicNotes.WebApi.Tests.Running;

/// <summary>A PostgreSQL of a test's own, for what is set for all databases of a server.</summary>
internal sealed class OwnCluster : IAsyncDisposable
{
    // PostgreSQL's user passes through the folder when the tests run as root.
    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("cluster").FullName;

    public string ConnectionString { get; private set; } = "";

    /// <param name="options">Settings of the server, as <c>postgres</c> takes them in its command line.</param>
    public static async Task<OwnCluster> Start(string options)
    {
        var cluster = new OwnCluster();
        File.SetUnixFileMode(cluster._folder, Passable);
        cluster.ConnectionString = await cluster.Postgres("start", options);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await Postgres("drop", "");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> Postgres(string what, string options)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.Root, "scripts/postgres"), [what, _folder])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["CLINICNOTES_POSTGRES_OPTIONS"] = options;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return said.Trim();
    }
}
