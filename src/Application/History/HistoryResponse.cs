using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.History;
using NodaTime;

namespace ClinicNotes.Application.History;

/// <summary>What happened to a session note, in the order in which it was recorded.</summary>
public sealed record HistoryResponse(IReadOnlyList<HistoryResponse.Step> Events, PaginationResponse Pagination)
{
    /// <param name="Position">The event's place in the clinic's ledger; <c>null</c> for the instant before the ledger has it.</param>
    /// <param name="Stream">What it happened to, such as <c>addendum-39</c>.</param>
    /// <param name="Version">Its number among the events of that, from 1.</param>
    /// <param name="Type">What happened, such as <c>addendum_requested</c>.</param>
    /// <param name="RecordedAt">When.</param>
    /// <param name="Actor">Who did it.</param>
    /// <param name="Changes">What it changed.</param>
    /// <param name="SignatureSha256">The SHA-256 of the PNG file given with it, in lower-case hexadecimal digits.</param>
    /// <param name="RequestId">The request that it came of.</param>
    public sealed record Step(
        long? Position,
        string Stream,
        long Version,
        string Type,
        Instant RecordedAt,
        ActorThen Actor,
        IReadOnlyList<Change> Changes,
        string? SignatureSha256,
        string? RequestId
    )
    {
        public static Step Of(StoredEvent stored, ILookup<long, UserName> names, IReadOnlyList<Change> changes)
        {
            var e = stored.Event;
            var name = e.ActorId is { } actor ? names[actor].LastOrDefault(name => name.Since <= e.RecordedAt)?.Name : null;
            return new(
                stored.Position,
                stored.Stream,
                stored.Version,
                stored.Type,
                e.RecordedAt,
                new ActorThen(e.ActorId, name, e.ActorRole?.Name()),
                changes,
                e.Signature?.Sha256,
                stored.RequestId
            );
        }
    }

    /// <summary>Who did something, by the name and in the role of that moment.</summary>
    /// <param name="Id">The user; <c>null</c> for the operator of the service.</param>
    /// <param name="Name">The user's name; <c>null</c> if that was never said.</param>
    /// <param name="Role">The role in which it was done; <c>null</c> when the service did it by itself.</param>
    public sealed record ActorThen(long? Id, string? Name, string? Role);
}
