using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Ledger;

/// <summary>Asks for a part of the clinic's ledger as C2SP tlog-tiles names them.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Part">Which part; <c>null</c> when the caller named it by something that names nothing.</param>
public sealed record ReadLog(Actor By, LogPart? Part) : ICommand;

/// <summary>A part of a ledger.</summary>
public abstract record LogPart
{
    private LogPart() { }

    /// <summary>The newest checkpoint.</summary>
    public sealed record Checkpoint : LogPart;

    /// <summary>The verifier keys, a line each, the one in use first.</summary>
    public sealed record Key : LogPart;

    /// <summary>Hashes of a tile, from its first.</summary>
    public sealed record Tile(int Level, long Index, int Width) : LogPart;

    /// <summary>The entries below a tile of level 0, from its first.</summary>
    public sealed record Entries(long Index, int Width) : LogPart;
}

public static class ReadLogHandler
{
    public static async Task<Outcome> Handle(ReadLog query, ILedgerLog log, CancellationToken cancellation)
    {
        if (query.By.ActingAs(WhoMay.Audit) is null)
            return Refusal.NotPermitted;

        var clinic = query.By.ClinicId;
        var found = query.Part switch
        {
            LogPart.Checkpoint => Plain.Text(await log.Checkpoint(clinic, cancellation)),
            LogPart.Key => Plain.Text(string.Concat(log.VerifierKeys(clinic).Select(key => key + "\n"))),
            LogPart.Tile tile => Plain.Bytes(await log.Tile(clinic, tile.Level, tile.Index, tile.Width, cancellation)),
            LogPart.Entries entries => Plain.Bytes(await log.Entries(clinic, entries.Index, entries.Width, cancellation)),
            _ => null,
        };
        return found is null ? Refusal.NotInLedger : new Outcome.Found(found);
    }
}
