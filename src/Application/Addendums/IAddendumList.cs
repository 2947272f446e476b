using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>Finds a clinic's addendums. What was just recorded appears within a second.</summary>
public interface IAddendumList
{
    Task<ListedIds> Page(WhichAddendums which, Sorting sorting, Paging paging, CancellationToken cancellation);
}

/// <summary>Which addendums are asked for.</summary>
/// <param name="ClinicId">The clinic.</param>
/// <param name="SessionNoteId">Only those of this note.</param>
/// <param name="Responded">Only those that have been responded to, or only those that have not.</param>
/// <param name="AsOf">As they were at this moment, events of that very moment included; <c>null</c> for now.</param>
public sealed record WhichAddendums(long ClinicId, long? SessionNoteId, bool? Responded, Instant? AsOf);
