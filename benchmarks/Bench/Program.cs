using System.Globalization;
using ClinicNotes.Bench;

// Called by ./bench, which builds the contenders and brings the cluster.
if (args is not [var size, var events, var connectionString, var service, var verifier, var peers, var scripts, var pgbench, var results])
{
    await Console.Error.WriteLineAsync("Usage: ./bench [--quick | --smoke | --feed | --ledger | --growth [EVENTS]]");
    return 2;
}

var options = size switch
{
    "--smoke" => Options.Smoke(results),
    "--quick" => Options.Quick(results),
    _ => Options.Full(results),
};
await using var cluster = new Cluster(connectionString);
if (size == "--growth")
{
    var growth = new Growth(cluster, options, service);
    var grown = await growth.Measure(int.Parse(events, CultureInfo.InvariantCulture));
    await Report.Write("growth", grown, growth.Findings, options, cluster);
    return 0;
}

if (size is "--feed" or "--ledger")
{
    var findings = size == "--feed" ? await Feeding.Measure(service, cluster, options) : await Keeping.Measure(service, cluster, options);
    foreach (var finding in findings)
        Console.WriteLine($"{finding.What}: {finding.Figure}");
    return 0;
}

var run = new Run(cluster, options, service, verifier, peers, scripts, pgbench);
await Report.Write("rates", await run.Measure(), run.Findings, options, cluster);
return 0;
