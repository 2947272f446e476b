namespace ClinicNotes.Application.Feed;

/// <summary>How far a message broker is that gets every event.</summary>
public interface IBrokerProgress
{
    /// <summary>How far it is with a clinic's events; <c>null</c> where the settings name no broker.</summary>
    Task<BrokerProgress?> Of(long clinicId, CancellationToken cancellation);
}

/// <summary>How far a broker is with a clinic's events.</summary>
/// <param name="Position">The last position that it has confirmed, with all before it; 0 at the beginning.</param>
/// <param name="LastError">Why the next does not go to it at the moment, as far as the service that was asked knows.</param>
public sealed record BrokerProgress(long Position, string? LastError);
