namespace ClinicNotes.Application.SessionNotes;

/// <summary>Takes in what the system that owns session notes tells of them.</summary>
public interface ISessionNoteMessages
{
    /// <summary>Registers the note that a message tells of, as the operator of the service; the same message again changes nothing.</summary>
    /// <param name="message">The message as it came.</param>
    /// <param name="cancellation">When the service ends.</param>
    /// <returns>Why the message is wrong, and will be for ever; <c>null</c> when it has been heeded.</returns>
    Task<string?> Take(SessionNoteMessage message, CancellationToken cancellation);
}

/// <summary>A message of the system that owns session notes.</summary>
/// <param name="Body">What it says: JSON.</param>
/// <param name="Type">What it is called, if it is: <c>SessionNoteRegistered</c>.</param>
/// <param name="Id">Its own id, if it has one.</param>
public sealed record SessionNoteMessage(byte[] Body, string? Type, string? Id);
