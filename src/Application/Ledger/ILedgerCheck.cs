namespace ClinicNotes.Application.Ledger;

/// <summary>Compares what is stored with what the ledgers say of it, event by event.</summary>
public interface ILedgerCheck
{
    /// <summary>Checks everything as it is at one moment, and tells how far that is and what differs.</summary>
    /// <param name="clinicId">Whose ledger; <c>null</c> for those of all clinics.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    IAsyncEnumerable<CheckStep> Check(long? clinicId, CancellationToken cancellation);
}

/// <summary>What a check has to tell.</summary>
public abstract record CheckStep
{
    private CheckStep() { }

    /// <summary>So many positions have been looked at.</summary>
    public sealed record Progress(long Done, long Total) : CheckStep;

    /// <summary>Something differs.</summary>
    public sealed record Found(Difference What) : CheckStep;
}
