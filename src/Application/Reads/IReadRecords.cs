using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;

namespace ClinicNotes.Application.Reads;

/// <summary>The records of who read what. What is handed over gets into the ledger of the clinic within about a second.</summary>
public interface IReadRecords
{
    /// <summary>Has a read recorded, and returns at once, unless the settings want it recorded before the reader is answered.</summary>
    /// <param name="by">Who read.</param>
    /// <param name="shown">What.</param>
    /// <param name="remoteAddress">From where; <c>null</c> from the command line.</param>
    /// <param name="requestId">By which request.</param>
    /// <param name="cancellation">When the reader waits no longer.</param>
    /// <exception cref="TimeoutException">It cannot be recorded, or so many wait already that it would be lost: nothing is to be shown.</exception>
    ValueTask Record(Actor by, Shown shown, string? remoteAddress, string requestId, CancellationToken cancellation);
}
