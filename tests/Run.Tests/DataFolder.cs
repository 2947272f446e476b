namespace ClinicNotes.Run.Tests;

/// <summary>A data folder that takes with it whatever still runs there, however the test ended.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _parent = Directory.CreateTempSubdirectory("run").FullName;

    public DataFolder(string name = "data")
    {
        // PostgreSQL's user passes through it when the tests run as root.
        File.SetUnixFileMode(_parent, Passable);
        Folder = Path.Combine(_parent, name);
    }

    public string Folder { get; }

    public int Service => Number("service.pid");

    public int Postmaster => Number("postgres/data/postmaster.pid");

    public int Rabbit => Number("rabbitmq/pid");

    public string PostgresLog => File.ReadAllText(Path.Combine(Folder, "postgres/log"));

    public void OnlyForItsOwner() =>
        File.SetUnixFileMode(_parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>The processes that work in the folder, are told of it in their command line, or were told of it at their start.</summary>
    public IReadOnlyList<int> Processes() =>
        [
            .. from entry in Directory.EnumerateDirectories("/proc")
            let number = int.TryParse(Path.GetFileName(entry), out var n) ? n : 0
            where number > 0 && number != Environment.ProcessId && IsAbout(entry)
            select number,
        ];

    /// <summary>Only the postmaster and its backends.</summary>
    public IReadOnlyList<int> PostgresProcesses() => [.. Processes().Where(p => WorksHere($"/proc/{p}"))];

    /// <summary>The broker, and what it started.</summary>
    public IReadOnlyList<int> RabbitProcesses() =>
        [.. Processes().Where(p => Attempt(() => File.ReadAllText($"/proc/{p}/environ"))?.Contains("RABBITMQ_MNESIA_BASE=") == true)];

    public async ValueTask DisposeAsync()
    {
        await Command.SignalAsync("KILL", Processes());
        await Command.RabbitMqAsync("drop", Folder);
        await Command.PostgresAsync("drop", Folder);
        Directory.Delete(_parent, recursive: true);
    }

    private int Number(string file) => int.Parse(File.ReadLines(Path.Combine(Folder, file)).First());

    private bool WorksHere(string process) =>
        Attempt(() => Directory.ResolveLinkTarget(process + "/cwd", false)?.FullName) is { } cwd
        && (Attempt(() => Directory.ResolveLinkTarget(Folder + "/postgres", true)?.FullName) ?? Folder + "/postgres") + "/data" == cwd;

    private bool IsAbout(string process) =>
        WorksHere(process)
        || Attempt(() => File.ReadAllText(process + "/cmdline") + File.ReadAllText(process + "/environ")) is { } told
            && told.Contains(Folder, StringComparison.Ordinal);

    // A process may end while it is looked at, and some are not ours to look at.
    private static string? Attempt(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
