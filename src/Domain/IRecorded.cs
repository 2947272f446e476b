using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain;

/// <summary>What every event says in words of its own: who did it, in which role, when, and of which session note.</summary>
public interface IRecorded
{
    /// <summary>The user who did it, or <c>null</c> for the operator of the service.</summary>
    long? ActorId { get; }

    /// <summary>The role in which that was done; <c>null</c> when the service did it by itself.</summary>
    Role? ActorRole { get; }

    /// <summary>When, to the millisecond.</summary>
    Instant RecordedAt { get; }

    /// <summary>The session note that it tells of, if any.</summary>
    long? SessionNoteId { get; }

    /// <summary>The signature that it names, if any.</summary>
    Signature? Signature { get; }
}
