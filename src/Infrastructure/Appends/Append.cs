using ClinicNotes.Application.Signatures;
using JasperFx.Events;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>One command's event, ready to be recorded: all of it, or nothing.</summary>
/// <param name="Key">The stream that it goes to.</param>
/// <param name="StreamType">What the stream tells of, in Marten's words.</param>
/// <param name="Expected">The version that the stream must be at; 0 when it must not exist.</param>
/// <param name="Event">The event, with metadata of its own.</param>
/// <param name="Body">The event as JSON.</param>
/// <param name="State">What the stream folds to with it.</param>
/// <param name="TextLength">How many characters of text the state holds.</param>
/// <param name="Image">The image that it names, if any.</param>
/// <param name="ClaimId">The claim of its request, which must still be held, and is settled with it; <c>null</c> without one.</param>
/// <param name="CoveredNote">The session note of which it covers all that is recorded before it; the store tells it which event is the last.</param>
internal sealed record Append(
    StreamKey Key,
    string StreamType,
    long Expected,
    IEvent Event,
    string Body,
    object State,
    int TextLength,
    SignatureImage? Image,
    Guid? ClaimId = null,
    long? CoveredNote = null
);
