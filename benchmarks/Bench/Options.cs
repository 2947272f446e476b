namespace ClinicNotes.Bench;

/// <summary>How much to measure.</summary>
/// <param name="Rounds">How often each contender is measured at each thing; the order is shuffled each time.</param>
/// <param name="Seconds">How long each measurement lasts, after a warm-up.</param>
/// <param name="Connections">How many clients at once, for each of which all is measured.</param>
/// <param name="Events">How many events the store has that auditors, consumers and operators work on.</param>
/// <param name="Results">The folder that the results go to.</param>
internal sealed record Options(int Rounds, double Seconds, IReadOnlyList<int> Connections, int Events, string Results)
{
    public static Options Full(string results) => new(Rounds: 5, Seconds: 1.5, Connections: [1, 16, 64], Events: 100_000, results);

    /// <summary>Enough to see that it works and roughly where things stand.</summary>
    public static Options Quick(string results) => new(Rounds: 2, Seconds: 0.5, Connections: [16], Events: 20_000, results);

    /// <summary>Shows that every part works, and measures nothing worth having.</summary>
    public static Options Smoke(string results) => new(Rounds: 1, Seconds: 0.2, Connections: [4], Events: 500, results);
}
