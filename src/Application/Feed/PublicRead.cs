using ClinicNotes.Domain.Reads;
using NodaTime;

namespace ClinicNotes.Application.Feed;

/// <summary>A read as consumers are told of it.</summary>
/// <param name="What">Which kind of thing, such as <c>sign_off</c>.</param>
/// <param name="Id">Which one; <c>null</c> for a list and an export.</param>
/// <param name="SessionNoteIds">The session notes that were seen by it.</param>
/// <param name="ReadAt">When.</param>
/// <param name="RemoteAddress">From where; <c>null</c> from the command line.</param>
/// <param name="RequestId">By which request.</param>
public sealed record PublicRead(
    string What,
    long? Id,
    IReadOnlyList<long> SessionNoteIds,
    Instant ReadAt,
    string? RemoteAddress,
    string RequestId
)
{
    public static PublicRead Of(Read read) =>
        new(read.What.Name(), read.Id, read.SessionNoteIds, read.ReadAt, read.RemoteAddress, read.RequestId);
}
