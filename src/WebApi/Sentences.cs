namespace ClinicNotes.WebApi;

/// <summary>What a client is told when a whole request is refused, whatever it asked for.</summary>
internal static class Sentences
{
    public const string NotAuthorized = "You are not authorized to perform this action.";
    public const string NoSuchRoute = "There is nothing at this address.";
    public const string NoSuchMethod = "This address does not take that method; the Allow header lists those that it takes.";
    public const string NotJsonMediaType = "The request body must be sent as application/json, in UTF-8.";
    public const string TooLarge = "The request body is larger than 1 MiB.";
    public const string Empty = "The request body is empty; it must be a JSON object.";
    public const string NotUtf8 = "The request body is not UTF-8.";
    public const string NotJson = "The request body is not JSON.";
    public const string TooDeep = "The request body is nested too deeply; 64 levels are the most.";
    public const string NamesAKeyTwice = "The request body names a key twice in one object.";
    public const string KeyIsNoText = "The request body has a key that is no Unicode text.";
    public const string NoObject = "The request body is not a JSON object.";
    public const string BadRequest = "The request could not be read.";

    // Without a key of the caller's, nobody can tell a failed commit from one whose acknowledgement was lost.
    public const string Unavailable =
        "The database does not answer at the moment; look whether the request was carried out before you send it again.";
    public const string Failed = "The service failed; look whether the request was carried out before you send it again.";
}
