namespace ClinicNotes.Bench;

/// <summary>How much to measure.</summary>
/// <param name="Rounds">How often each contender is measured at each thing by 16 clients; the order is shuffled each time.</param>
/// <param name="Seconds">How long each of these lasts.</param>
/// <param name="WarmUp">For how many seconds a service writes before it is first held against itself: it compiles what is called most meanwhile.</param>
/// <param name="Connections">How many clients at once, for each of which all is measured.</param>
/// <param name="Events">How many events the store has that auditors, consumers and operators work on.</param>
/// <param name="Results">The folder that the results go to.</param>
internal sealed record Options(int Rounds, double Seconds, double WarmUp, IReadOnlyList<int> Connections, int Events, string Results)
{
    public static Options Full(string results) =>
        new(Rounds: 7, Seconds: 1.2, WarmUp: 20, Connections: [1, 16, 64], Events: 100_000, results);

    /// <summary>Enough to see that it works and roughly where things stand.</summary>
    public static Options Quick(string results) => new(Rounds: 2, Seconds: 0.5, WarmUp: 2, Connections: [16], Events: 10_000, results);

    /// <summary>Shows that every part works, and measures nothing worth having.</summary>
    public static Options Smoke(string results) => new(Rounds: 1, Seconds: 0.2, WarmUp: 1.2, Connections: [4], Events: 500, results);

    /// <summary>
    /// How often each is measured with so many clients, and for how long each time: most with 16, for whom the targets are set.
    /// </summary>
    public (int Rounds, double Seconds) With(int connections) => connections == 16 ? (Rounds, Seconds) : (Math.Min(Rounds, 5), Seconds / 2);
}
