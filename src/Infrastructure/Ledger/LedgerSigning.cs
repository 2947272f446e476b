using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Has each ledger that grew signed within about a second, and looks again at those that could not be.</summary>
internal sealed partial class LedgerSigning(Commitments commitments, LedgerCondition condition, ILogger<LedgerSigning> logger)
{
    /// <summary>From the beginning of one to that of the next: while a ledger grows, at least one a second is signed.</summary>
    private static readonly TimeSpan BetweenCommitments = TimeSpan.FromMilliseconds(800);

    /// <summary>After how long a ledger that could not be signed is looked at again, should somebody have repaired it.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, UncommittedNotes?> _grown = [];
    private readonly HashSet<string> _refused = [];
    private readonly Stopwatch _sinceCommitment = new();
    private readonly Stopwatch _sinceLook = new();

    /// <summary>Begins with every ledger that there is: each may have grown.</summary>
    public async Task Begin(NpgsqlConnection connection, CancellationToken cancellation)
    {
        _grown.Clear();
        _refused.Clear();
        foreach (var clinic in await KnownClinics.Read(connection, cancellation))
            _grown[clinic] = null;
        _sinceCommitment.Restart();
        _sinceLook.Restart();
    }

    /// <summary>Notes what ledgers have got.</summary>
    public void Add(IReadOnlyList<LedgerRow> rows) => UncommittedNotes.Add(rows, _grown);

    /// <summary>Signs what has grown, once that is due.</summary>
    public async Task Sign(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (_sinceLook.Elapsed >= BetweenLooks)
            LookAgain();
        if (_grown.Count == 0 || _sinceCommitment.Elapsed < BetweenCommitments)
            return;

        _sinceCommitment.Restart();
        // One that was refused is looked at when its time comes, however much it grows.
        foreach (var (clinic, notes) in _grown.Where(grown => !_refused.Contains(grown.Key)).ToList())
            await Sign(clinic, notes, connection, cancellation);
        _grown.Clear();
    }

    private void LookAgain()
    {
        foreach (var clinic in _refused)
            _grown.TryAdd(clinic, null);
        _refused.Clear();
        _sinceLook.Restart();
    }

    private async Task Sign(string clinic, UncommittedNotes? notes, NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await commitments.Commit(clinic, notes, connection, cancellation);
            condition.IsAlive();
            condition.IsSigned(clinic);
        }
        catch (ContradictionException contradiction)
        {
            _refused.Add(clinic);
            if (condition.Contradicts(clinic, contradiction.Message))
                Contradicts(logger, contradiction);
        }
    }

    [LoggerMessage(LogLevel.Error, "A ledger contradicts what was signed of it.")]
    private static partial void Contradicts(ILogger logger, Exception contradiction);
}
