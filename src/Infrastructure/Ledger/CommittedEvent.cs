using ClinicNotes.Domain;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>An event of the store that gets its position, or has it.</summary>
/// <param name="Number">Its number in the store, over all clinics; it has gaps.</param>
/// <param name="Id">Its own id.</param>
/// <param name="ClinicId">Its clinic.</param>
/// <param name="Stream">Its stream's key.</param>
/// <param name="Version">Its number in the stream.</param>
/// <param name="Type">The name that it is stored under.</param>
/// <param name="Body">Its body as PostgreSQL writes it.</param>
/// <param name="Event">The event.</param>
internal sealed record CommittedEvent(
    long Number,
    Guid Id,
    string ClinicId,
    string Stream,
    long Version,
    string Type,
    string Body,
    IRecorded Event
);
