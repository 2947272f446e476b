using NodaTime;

namespace ClinicNotes.Application.Feed;

/// <summary>Who reads event streams at the moment, at this service and the others on its database.</summary>
public interface IFeedReaders
{
    /// <summary>Adds one who reads at this service, until what comes back is disposed of.</summary>
    /// <param name="clinicId">Whose feed.</param>
    /// <param name="now">Asked how far that is.</param>
    IDisposable Add(long clinicId, Func<FeedReading> now);

    /// <summary>Those of a clinic, who has been there longest first. Those at other services are as they were some seconds ago.</summary>
    Task<IReadOnlyList<FeedReading>> Of(long clinicId, CancellationToken cancellation);
}

/// <summary>Somebody who reads an event stream.</summary>
/// <param name="UserId">The user; <c>null</c> for the operator of the service.</param>
/// <param name="RemoteAddress">From where, if that is known.</param>
/// <param name="Since">Since when.</param>
/// <param name="Position">The last position that was sent, or left out by the reader's filter.</param>
public sealed record FeedReading(long? UserId, string? RemoteAddress, Instant Since, long Position);
