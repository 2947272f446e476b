using System.Text.Json.Serialization;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.History;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Application.History;

/// <summary>What happened to a session note, in the order in which it was recorded.</summary>
/// <param name="Events">The events.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record HistoryResponse(IReadOnlyList<HistoryResponse.Step> Events, PaginationResponse Pagination)
{
    /// <summary>An event of the note, of an addendum or of a sign-off, or a read of one of them.</summary>
    /// <param name="Position">The event's place in the clinic's ledger; <c>null</c> for the instant before the ledger has it.</param>
    /// <param name="Stream">What it happened to, such as <c>addendum-39</c>.</param>
    /// <param name="Version">Its number among the events of that, from 1.</param>
    /// <param name="Type">What happened, such as <c>addendum_requested</c>.</param>
    /// <param name="RecordedAt">When.</param>
    /// <param name="Actor">Who did it.</param>
    /// <param name="Changes">What it changed.</param>
    /// <param name="SignatureSha256">The SHA-256 of the PNG file given with it, in lower-case hexadecimal digits.</param>
    /// <param name="RequestId">The request that it came of.</param>
    /// <param name="Covers">Of a sign-off, the last event of the note that its reviewer had seen; <c>null</c> if it does not say.</param>
    /// <param name="Stale">Of a sign-off, whether anything happened to the note after that, but for its own revisions.</param>
    /// <param name="Read">What was read; left out where nothing was.</param>
    public sealed record Step(
        long? Position,
        string Stream,
        long Version,
        string Type,
        Instant RecordedAt,
        ActorThen Actor,
        IReadOnlyList<Change> Changes,
        string? SignatureSha256,
        string? RequestId,
        CoveredEvent? Covers,
        bool? Stale,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReadThen? Read
    )
    {
        /// <param name="stored">The event.</param>
        /// <param name="names">What users are and were called.</param>
        /// <param name="changes">What it changed.</param>
        /// <param name="note">What the note is like now; needed for sign-offs only.</param>
        public static Step Of(StoredEvent stored, ILookup<long, UserName> names, IReadOnlyList<Change> changes, ReviewedNote? note)
        {
            var e = stored.Event;
            var signOff = e as SignOffRecorded;
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
                stored.RequestId,
                signOff?.Covers,
                signOff is null ? null : note!.IsStale(signOff.SignOffId),
                e is SessionNotesRead { Reads: [var read] } ? ReadThen.Of(read) : null
            );
        }
    }

    /// <summary>What somebody was shown.</summary>
    /// <param name="What">Which kind of thing, such as <c>sign_off</c>.</param>
    /// <param name="Id">Which one; <c>null</c> for a list.</param>
    /// <param name="ReadAt">When it was read, within a second before that was recorded.</param>
    /// <param name="RemoteAddress">From where; <c>null</c> from the command line.</param>
    public sealed record ReadThen(string What, long? Id, Instant ReadAt, string? RemoteAddress)
    {
        public static ReadThen Of(Read read) => new(read.What.Name(), read.Id, read.ReadAt, read.RemoteAddress);
    }

    /// <summary>Who did something, by the name and in the role of that moment.</summary>
    /// <param name="Id">The user; <c>null</c> for the operator of the service.</param>
    /// <param name="Name">The user's name; <c>null</c> if that was never said.</param>
    /// <param name="Role">The role in which it was done; <c>null</c> when the service did it by itself.</param>
    public sealed record ActorThen(long? Id, string? Name, string? Role);
}
