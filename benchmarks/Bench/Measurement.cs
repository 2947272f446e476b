namespace ClinicNotes.Bench;

/// <summary>One contender doing one thing in one round.</summary>
/// <param name="Contender">Who.</param>
/// <param name="Workload">What.</param>
/// <param name="Connections">With how many clients at once.</param>
/// <param name="Round">When.</param>
/// <param name="PerSecond">Requests, or transactions, a second.</param>
/// <param name="P50">Half of the answers took no longer, in milliseconds; <c>null</c> where it was not measured, as below.</param>
/// <param name="P99">99 of 100 took no longer, in milliseconds.</param>
/// <param name="ServiceCpu">Processor time of the program for each request, in microseconds.</param>
/// <param name="PostgresCpu">Processor time of PostgreSQL for each request, in microseconds.</param>
/// <param name="Wal">Write-ahead log for each request, in bytes.</param>
internal sealed record Measurement(
    string Contender,
    string Workload,
    int Connections,
    int Round,
    double PerSecond,
    double? P50 = null,
    double? P99 = null,
    double? ServiceCpu = null,
    double? PostgresCpu = null,
    double? Wal = null
);
