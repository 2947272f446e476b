namespace ClinicNotes.Verifier;

/// <summary>Holds the events of a pack against each other, one after the other.</summary>
internal interface IPackFold
{
    /// <summary>How many events there were.</summary>
    long Events { get; }

    /// <summary>When the ledger was as the pack says.</summary>
    string AsOf { get; }

    void Add(in JudgedEvent next);

    /// <summary>Refuses what can only be seen at the end: something missing, or another whole.</summary>
    void End();
}
