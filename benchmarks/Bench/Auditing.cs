using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>What auditors, consumers and operators do, on one store of some size.</summary>
internal sealed class Auditing(string service, string verifier, string connectionString, Options options)
{
    private readonly List<Finding> _findings = [];

    public async Task<IReadOnlyList<Finding>> Measure()
    {
        using (var beside = new Contender(Run.Ours, service, connectionString))
        {
            await beside.Start();
            await Import();
            await Following.End(connectionString);
        }

        await Fill.Store(connectionString, options.Events);
        using (var contender = new Contender(Run.Ours, service, connectionString))
        {
            await contender.Start();
            var (took, _) = await Following.End(connectionString);
            Found("the ledger, catching up", options.Events, "events", took);
            Workload[] asked =
            [
                Workload.InclusionIn(await Following.Signed(connectionString)),
                Workload.HistoryOf(Fill.SessionNotes(options.Events, 400)),
                Workload.List,
            ];
            foreach (var workload in asked)
                _findings.Add(await Asking.Measure(contender, workload, options, among: 2 * options.Events));
            _findings.AddRange(await Replaying.Measure(contender));
            _findings.AddRange(await Streaming.Measure(contender, options));
        }

        await Export();
        await Rebuild();
        return _findings;
    }

    private async Task Import()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            Enumerable
                .Range(0, options.Events)
                .Select(i =>
                    string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{3_000_000_000 + i}},"clinic_id":1,"provider_id":121}""")
                )
        );
        var took = await Called.Program(service, connectionString, "notes", "import", file);
        File.Delete(file);
        Found("import of session notes beside a service that keeps the ledger", options.Events, "lines", took);
    }

    private async Task Export()
    {
        var file = Path.GetTempFileName();
        var entries = (await Following.End(connectionString)).Last;
        Found(
            "audit export --all",
            entries,
            "entries",
            await Called.Program(service, connectionString, "audit", "export", "--clinic", "1", "--all", "--out", file)
        );
        Found("audit verify of that", entries, "entries", await Called.Program(verifier, connectionString, file));
        Found("audit check", entries, "entries", await Called.Program(service, connectionString, "audit", "check", "--clinic", "1"));
        File.Delete(file);
    }

    private async Task Rebuild()
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var empty = source.CreateCommand("truncate listed_addendums, listed_sign_offs, listed_counts");
        await empty.ExecuteNonQueryAsync();
        var anew = await Called.Program(service, connectionString, "projections", "rebuild");
        Found("projections rebuild, every row anew", options.Events, "events", anew);
        Found(
            "projections rebuild, comparing",
            options.Events,
            "events",
            await Called.Program(service, connectionString, "projections", "rebuild")
        );

        await using var connection = await source.OpenConnectionAsync();
        var clock = Stopwatch.StartNew();
        using (
            var copy = await connection.BeginTextExportAsync(
                "copy (select * from mt_events where type like 'addendum%' or type like 'sign_off%') to stdout"
            )
        )
        {
            while (await copy.ReadLineAsync() is not null)
                continue;
        }

        _findings.Add(
            new("rebuild anew ÷ COPY … TO STDOUT of the same", FormattableString.Invariant($"{clock.Elapsed / anew:0.000} of its rate"))
        );
    }

    private void Found(string what, long count, string things, TimeSpan took) =>
        _findings.Add(new(what, FormattableString.Invariant($"{count / took.TotalSeconds:#,0} {things} a second, over {count:#,0}")));
}
