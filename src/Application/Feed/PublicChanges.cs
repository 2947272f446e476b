using System.Globalization;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Domain.Webhooks;

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
    public static IReadOnlyDictionary<string, object?> Of(IRecorded e, FeedSource source) =>
        e switch
        {
            SessionNoteRegistered note => Set(("provider_id", note.ProviderId)),
            AddendumRequested addendum => Set(
                ("instructions", addendum.Instructions),
                ("signature", PublicSignature.Of(addendum.Signature, source))
            ),
            AddendumResponded addendum => Set(
                ("instructions_response", addendum.InstructionsResponse),
                ("responded_signature", PublicSignature.Of(addendum.RespondedSignature, source))
            ),
            SignOffRecorded signOff => Set(
                ("instructions", signOff.Instructions),
                ("review_date", signOff.ReviewDate),
                ("signature", PublicSignature.Of(signOff.Signature, source)),
                ("covers", signOff.Covers)
            ),
            SignOffRevised signOff => Set(
                ("instructions", signOff.Instructions),
                ("review_date", signOff.ReviewDate),
                ("signature", PublicSignature.Of(signOff.Signature, source))
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
            SignInRefused refused => Set(
                ("user_id", refused.UserId),
                ("token_id", refused.TokenId),
                ("remote_address", refused.RemoteAddress)
            ),
            SessionNotesRead read => Set(("reads", read.Reads.Select(PublicRead.Of).ToArray())),
            WebhookRegistered webhook => Set(
                ("webhook_id", webhook.WebhookId),
                ("url", webhook.Url),
                ("types", webhook.Types.ToArray()),
                ("after", Position(webhook.After))
            ),
            WebhookPaused webhook => Set(("webhook_id", webhook.WebhookId), ("reason", webhook.Reason)),
            WebhookResumed webhook => Set(("webhook_id", webhook.WebhookId)),
            WebhookReplayed webhook => Set(("webhook_id", webhook.WebhookId), ("after", Position(webhook.After))),
            WebhookSecretRotated webhook => Set(("webhook_id", webhook.WebhookId), ("former_until", webhook.FormerUntil)),
            WebhookDeleted webhook => Set(("webhook_id", webhook.WebhookId)),
            LedgerCommitted committed => Set(("map", committed.Map), ("session_notes", committed.SessionNotes)),
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "This event has no public form."),
        };

    private static string Position(long position) => position.ToString(CultureInfo.InvariantCulture);

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
