using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Application.Feed;

/// <summary>What of an event's body consumers are told.</summary>
internal static class PublicChanges
{
    /// <summary>The addendum or the sign-off that it is an event of.</summary>
    public static (long? Addendum, long? SignOff) Ids(IRecorded e) =>
        e switch
        {
            AddendumRequested addendum => (addendum.AddendumId, null),
            AddendumResponded addendum => (addendum.AddendumId, null),
            SignOffRecorded signOff => (null, signOff.SignOffId),
            SignOffRevised signOff => (null, signOff.SignOffId),
            _ => (null, null),
        };

    /// <summary>The fields that it set. The digest of a token stays here: consumers have no use for it.</summary>
    public static IReadOnlyDictionary<string, object?> Of(IRecorded e) =>
        e switch
        {
            SessionNoteRegistered note => Set(("provider_id", note.ProviderId)),
            AddendumRequested addendum => Set(("instructions", addendum.Instructions), ("signature", addendum.Signature?.Sha256)),
            AddendumResponded addendum => Set(
                ("instructions_response", addendum.InstructionsResponse),
                ("responded_signature", addendum.RespondedSignature?.Sha256)
            ),
            SignOffRecorded signOff => Set(
                ("instructions", signOff.Instructions),
                ("review_date", signOff.ReviewDate),
                ("signature", signOff.Signature.Sha256)
            ),
            SignOffRevised signOff => Set(
                ("instructions", signOff.Instructions),
                ("review_date", signOff.ReviewDate),
                ("signature", signOff.Signature?.Sha256)
            ),
            UserEnrolled user => Set(("user_id", user.UserId), ("name", user.Name), ("roles", Names(user.Roles))),
            UserRolesSet user => Set(("user_id", user.UserId), ("roles", Names(user.Roles))),
            TokenIssued token => Set(
                ("user_id", token.UserId),
                ("token_id", token.TokenId),
                ("expires_at", token.ExpiresAt),
                ("replaces", token.Replaces)
            ),
            TokenRevoked token => Set(("user_id", token.UserId), ("token_id", token.TokenId)),
            LedgerCommitted committed => Set(("map", committed.Map), ("session_notes", committed.SessionNotes)),
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "This event has no public form."),
        };

    private static string[] Names(IReadOnlyList<Role> roles) => [.. roles.Select(role => role.Name())];

    private static Dictionary<string, object?> Set(params ReadOnlySpan<(string Field, object? Value)> fields)
    {
        var set = new Dictionary<string, object?>(fields.Length);
        foreach (var (field, value) in fields)
        {
            if (value is not null)
                set.Add(field, value);
        }

        return set;
    }
}
