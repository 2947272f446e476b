using ClinicNotes.Bench;

// Called by ./bench, which builds the contenders and brings the cluster.
if (args is not [var size, var connectionString, var service, var peers, var scripts, var pgbench, var results])
{
    await Console.Error.WriteLineAsync("Usage: ./bench [--quick | --smoke]");
    return 2;
}

var options = size switch
{
    "--smoke" => Options.Smoke(results),
    "--quick" => Options.Quick(results),
    _ => Options.Full(results),
};
await using var cluster = new Cluster(connectionString);
var measurements = await new Run(cluster, options, service, peers, scripts, pgbench).Measure();
await Report.Write(measurements, options, cluster);
return 0;
