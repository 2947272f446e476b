using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Domain.History;

/// <summary>What an event changed in one field of the documented interface.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="From">Its value before, <c>null</c> if it had none: a text, a number, an instant, or for a signature its SHA-256.</param>
/// <param name="To">Its value after.</param>
public sealed record Change(string Field, object? From, object? To)
{
    /// <summary>What is different in a session note, an addendum or a sign-off after an event.</summary>
    /// <param name="before">The state before, <c>null</c> if there was none.</param>
    /// <param name="after">The state after.</param>
    public static IReadOnlyList<Change> Between(object? before, object? after)
    {
        var from = Fields(before).ToDictionary();
        return
        [
            .. Fields(after)
                .Select(field => new Change(field.Key, from.GetValueOrDefault(field.Key), field.Value))
                .Where(change => !Equals(change.From, change.To)),
        ];
    }

    private static KeyValuePair<string, object?>[] Fields(object? state) =>
        state switch
        {
            SessionNote note => [new("provider_id", note.ProviderId)],
            Addendum addendum =>
            [
                new("instructions", addendum.Instructions),
                new("instructions_response", addendum.InstructionsResponse),
                new("signature", addendum.Signature?.Sha256),
                new("responded_signature", addendum.RespondedSignature?.Sha256),
            ],
            SignOff signOff =>
            [
                new("instructions", signOff.Instructions),
                new("review_date", signOff.ReviewDate),
                new("signature", signOff.Signature.Sha256),
            ],
            _ => [],
        };
}
