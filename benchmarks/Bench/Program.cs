using System.Globalization;
using ClinicNotes.Bench;

// Called by ./bench, which builds the contenders and brings the cluster.
if (args is not [var size, var events, var connectionString, var service, var peers, var scripts, var pgbench, var results])
{
    await Console.Error.WriteLineAsync("Usage: ./bench [--quick | --smoke | --growth [EVENTS]]");
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
    var grown = await new Growth(cluster, options, service).Measure(int.Parse(events, CultureInfo.InvariantCulture));
    await Report.Write("growth", grown, [], options, cluster);
    return 0;
}

var run = new Run(cluster, options, service, peers, scripts, pgbench);
await Report.Write("rates", await run.Measure(), run.Findings, options, cluster);
return 0;
