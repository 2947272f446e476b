using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Addendums;

/// <summary>A correction of a session note: the request, and the response once there is one.</summary>
public sealed record Addendum(
    long AddendumId,
    long SessionNoteId,
    string Instructions,
    string? InstructionsResponse,
    Signature? Signature,
    Signature? RespondedSignature,
    Instant CreatedAt,
    Instant UpdatedAt
) : IStreamState<Addendum>
{
    public int TextLength => Instructions.Length + (InstructionsResponse?.Length ?? 0);

    public static string StreamKey(long id) => $"addendum-{id}";

    public static Addendum? Evolve(Addendum? addendum, object @event) =>
        (addendum, @event) switch
        {
            (null, AddendumRequested e) => Of(e),
            ({ } a, AddendumResponded e) => a.With(e),
            _ => addendum,
        };

    public static Addendum Of(AddendumRequested e) =>
        new(e.AddendumId, e.SessionNoteId, e.Instructions, null, e.Signature, null, e.RequestedAt, e.RequestedAt);

    public Addendum With(AddendumResponded e) =>
        this with
        {
            InstructionsResponse = e.InstructionsResponse ?? InstructionsResponse,
            RespondedSignature = e.RespondedSignature ?? RespondedSignature,
            UpdatedAt = e.RespondedAt,
        };
}
