namespace ClinicNotes.WebApi.Retries;

/// <summary>
/// Marks a call whose answer shows a token. It is given again only to who asks with the same token of their own: the other is derived from it.
/// </summary>
internal sealed class ShowsToken;
