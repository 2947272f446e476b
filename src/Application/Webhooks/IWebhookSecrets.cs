namespace ClinicNotes.Application.Webhooks;

/// <summary>The secrets that sign deliveries. They are kept encrypted, apart from the events that name them.</summary>
public interface IWebhookSecrets
{
    /// <summary>Whether there is a key to keep secrets by: the setting <c>Webhooks:KeyFile</c> or <c>Webhooks:Key</c>.</summary>
    bool CanKeep { get; }

    /// <summary>Makes a secret and keeps it.</summary>
    Task<MadeSecret> Make(long clinicId, CancellationToken cancellation);

    /// <summary>The secrets of these names that are there, in that order.</summary>
    Task<IReadOnlyList<string>> Read(long clinicId, IEnumerable<string> ids, CancellationToken cancellation);

    /// <summary>Destroys secrets; those that are not there are passed over.</summary>
    Task Destroy(long clinicId, IEnumerable<string> ids, CancellationToken cancellation);
}

/// <summary>Which secret an answer shows.</summary>
public static class ShownSecret
{
    /// <summary>The secret that was made or, when the request was carried out before, the one that was made then, while it is there.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="clinicId">Whose they are.</param>
    /// <param name="named">The one that the event names; <c>null</c> when none was recorded.</param>
    /// <param name="made">The one just made: destroyed unless the event names it.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public static async Task<string?> Shown(
        this IWebhookSecrets secrets,
        long clinicId,
        string? named,
        MadeSecret made,
        CancellationToken cancellation
    )
    {
        if (named == made.Id)
            return made.Text;

        await secrets.Destroy(clinicId, [made.Id], cancellation);
        return named is not null && await secrets.Read(clinicId, [named], cancellation) is [var then] ? then : null;
    }
}

/// <summary>A secret just made.</summary>
/// <param name="Id">By which events name it; no secret.</param>
/// <param name="Text"><c>whsec_</c> and base64, as its receiver needs it.</param>
public sealed record MadeSecret(string Id, string Text);
