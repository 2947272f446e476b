namespace ClinicNotes.Application.Ledger;

/// <summary>What is stored is not what the service has recorded: somebody has changed it, or taken some of it away.</summary>
/// <param name="what">What is damaged and where, as a clause that a client may read: it names no text of a note and nothing of the inside.</param>
/// <param name="cause">What it was noticed by.</param>
public sealed class DamagedRecordException(string what, Exception? cause = null) : InvalidOperationException(what, cause);
