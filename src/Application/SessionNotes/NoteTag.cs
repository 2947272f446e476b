using System.Security.Cryptography;
using System.Text;
using ClinicNotes.Application.History;
using ClinicNotes.Application.Retries;
using ClinicNotes.Domain.SessionNotes;
using NodaTime;

namespace ClinicNotes.Application.SessionNotes;

/// <summary>The tag of a session note with what hangs on it.</summary>
public static class NoteTag
{
    /// <summary>
    /// A digest of which events there are and in which order: what the note comes to depends on nothing else. How many there are would not
    /// do, as the order of two that the ledger does not have yet may be another one once it has them.
    /// </summary>
    /// <param name="sessionNoteId">The note.</param>
    /// <param name="events">The note's events, in the order in which they are folded.</param>
    /// <param name="asOf">At which moment, events of that very moment included; <c>null</c> for now.</param>
    public static EntityTag Of(long sessionNoteId, IEnumerable<StoredEvent> events, Instant? asOf)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var e in events.Where(e => asOf is not { } moment || e.Event.RecordedAt <= moment))
            digest.AppendData(Encoding.UTF8.GetBytes($"{e.Stream}.{e.Version}\n"));

        return new($"{SessionNote.StreamKey(sessionNoteId)}.{Convert.ToHexStringLower(digest.GetHashAndReset().AsSpan(0, 16))}");
    }
}
