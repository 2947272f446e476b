using ClinicNotes.Application.Signatures;
using JasperFx.Events;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>One command's event, ready to be recorded: all of it, or nothing.</summary>
/// <param name="Key">The stream that it goes to.</param>
/// <param name="Expected">The version that the stream must be at; 0 when it must not exist.</param>
/// <param name="Event">The event, with metadata of its own.</param>
/// <param name="State">What the stream folds to with it.</param>
/// <param name="Image">The image that it names, if any.</param>
internal sealed record Append(StreamKey Key, long Expected, IEvent Event, object State, SignatureImage? Image);
