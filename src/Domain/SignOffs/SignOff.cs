using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.SignOffs;

/// <summary>A review of a session note, with its date and the reviewer's signature.</summary>
public sealed record SignOff(
    long SignOffId,
    long SessionNoteId,
    string? Instructions,
    Instant ReviewDate,
    Signature Signature,
    long ReviewerId,
    Instant CreatedAt,
    Instant UpdatedAt
) : IStreamState<SignOff>
{
    public int TextLength => Instructions?.Length ?? 0;

    public static string StreamKey(long id) => $"sign-off-{id}";

    public static SignOff? Evolve(SignOff? signOff, object @event) =>
        (signOff, @event) switch
        {
            (null, SignOffRecorded e) => Of(e),
            ({ } s, SignOffRevised e) => s.With(e),
            _ => signOff,
        };

    public static SignOff Of(SignOffRecorded e) =>
        new(e.SignOffId, e.SessionNoteId, e.Instructions, e.ReviewDate, e.Signature, e.ReviewerId, e.RecordedAt, e.RecordedAt);

    public SignOff With(SignOffRevised e) =>
        this with
        {
            Instructions = e.Instructions ?? Instructions,
            ReviewDate = e.ReviewDate ?? ReviewDate,
            Signature = e.Signature ?? Signature,
            UpdatedAt = e.RevisedAt,
        };
}
