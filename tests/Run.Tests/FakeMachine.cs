namespace ClinicNotes.Run.Tests;

/// <summary>
/// A machine without PostgreSQL, a browser and Go: a PATH with the everyday tools and whichever installers a test gives it, which write down how
/// they are called, and folders of its own in place of the system's.
/// </summary>
internal sealed class FakeMachine : IDisposable
{
    // What apt-get and npm leave behind.
    private const string Binaries = """
        put() { mkdir -p "$1"; for name in initdb pg_ctl postgres; do printf '#!/bin/sh\necho "postgres (PostgreSQL) %s"\n' "$2" >"$1/$name"; chmod 755 "$1/$name"; done; }

        """;

    private static readonly string[] Scripts =
    [
        "scripts/apt.bash",
        "scripts/postgres",
        "scripts/chromium",
        "scripts/rabbitmq",
        "scripts/go",
    ];

    private static readonly string[] Tools =
    [
        "bash",
        "sh",
        "env",
        "sed",
        "tr",
        "test",
        "stat",
        "mkdir",
        "chmod",
        "mktemp",
        "dirname",
        "basename",
        "grep",
        "tee",
        "cat",
        "ln",
        "mv",
        "rm",
        "tar",
        "gzip",
        "true",
        "uname",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("machine").FullName;
    private readonly string _path;

    public FakeMachine(bool root)
    {
        _path = Directory.CreateDirectory(Path.Combine(_folder, "path")).FullName;
        foreach (var tool in Tools)
        {
            var real = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(p => Path.Combine(p, tool)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(_path, tool), real);
        }

        // id is asked for the caller (-u), and for the user and the group that PostgreSQL would run as.
        Give("id", $"""[ "$*" = -u ] && echo {(root ? 0 : 1000)} || echo 1000""", recorded: false);
        Give("setpriv", """while [ "$1" != -- ]; do shift; done; shift; exec "$@" """, recorded: false);
        Directory.CreateDirectory(Path.Combine(_folder, "checkout/scripts"));
        Directory.CreateDirectory(In("usr/sbin"));
        foreach (var script in Scripts)
            File.Copy(Path.Combine(Checkout.Folder, script), Path.Combine(_folder, "checkout", script));
    }

    public IReadOnlyList<string> Calls => [.. File.Exists(Record) ? File.ReadAllLines(Record) : []];

    private string Record => Path.Combine(_folder, "calls");

    public string In(string path) => Path.Combine(_folder, path);

    public FakeMachine WithSudo() => Give("sudo", """shift; exec "$@" """);

    public FakeMachine WithApt(bool works = true) =>
        Give(
            "apt-get",
            works
                ? $$"""
                {{Binaries}}
                case "$*" in
                    *install*postgresql-common*) mkdir -p "$CLINICNOTES_SYSTEM_ROOT/etc/postgresql-common" ;;
                    *install*postgresql*)
                        grep create_main_cluster "$CLINICNOTES_SYSTEM_ROOT/etc/postgresql-common/createcluster.conf" >>'{{Record}}'
                        put "$CLINICNOTES_SYSTEM_ROOT/usr/lib/postgresql/17/bin" 17.2 ;;
                    *install*rabbitmq-server)
                        folder="$CLINICNOTES_SYSTEM_ROOT/usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin"
                        sed '$!d' "$CLINICNOTES_SYSTEM_ROOT/usr/sbin/policy-rc.d" >>'{{Record}}'
                        mkdir -p "$folder"
                        printf '#!/bin/sh\n' >"$folder/rabbitmq-server"
                        chmod 755 "$folder/rabbitmq-server" ;;
                    *install*chromium)
                        mkdir -p "$CLINICNOTES_SYSTEM_ROOT/usr/bin"
                        printf '#!/bin/sh\necho Chromium 140.0\n' >"$CLINICNOTES_SYSTEM_ROOT/usr/bin/chromium"
                        chmod 755 "$CLINICNOTES_SYSTEM_ROOT/usr/bin/chromium" ;;
                    *install*golang-go*)
                        mkdir -p "$CLINICNOTES_SYSTEM_ROOT/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog" "$CLINICNOTES_SYSTEM_ROOT/usr/bin"
                        printf '#!/bin/sh\n' >"$CLINICNOTES_SYSTEM_ROOT/usr/bin/go"
                        chmod 755 "$CLINICNOTES_SYSTEM_ROOT/usr/bin/go" ;;
                esac
                """
                : "exit 100"
        );

    public FakeMachine WithNpm(string version) =>
        Give(
            "npm",
            $$"""
            {{Binaries}}
            put package/native/bin {{version}}
            mkdir package/native/lib
            echo library >package/native/lib/libpq.so.5.1
            echo '[{"source":"native/lib/libpq.so.5.1","target":"native/lib/libpq.so.5"}]' >package/native/pg-symlinks.json
            tar -czf package.tgz package
            """
        );

    /// <summary>A browser in the PATH, or what only looks like one.</summary>
    public FakeMachine WithBrowser(string name, string says) => Give(name, $"echo '{says}'", recorded: false);

    public FakeMachine WithGo() => Give("go", "");

    public Task<Finished> FindPostgresAsync(params IEnumerable<string> major) => RunAsync("scripts/postgres", ["bin", .. major]);

    public Task<Finished> FindRabbitMqAsync() => RunAsync("scripts/rabbitmq", ["bin"]);

    public Task<Finished> FindChromiumAsync() => RunAsync("scripts/chromium", []);

    public Task<Finished> FindGoAsync() => RunAsync("scripts/go", []);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<Finished> RunAsync(string script, IEnumerable<string> arguments)
    {
        var process = Command.Prepare(In($"checkout/{script}"), arguments);
        process.StartInfo.Environment["PATH"] = _path;
        process.StartInfo.Environment["CLINICNOTES_SYSTEM_ROOT"] = _folder;
        return Command.RunAsync(process);
    }

    private FakeMachine Give(string name, string body, bool recorded = true)
    {
        var file = Path.Combine(_path, name);
        File.WriteAllText(file, $"#!{_path}/bash\n{(recorded ? $"echo \"{name} $*\" >>'{Record}'\n" : "")}{body}\n");
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        return this;
    }
}
