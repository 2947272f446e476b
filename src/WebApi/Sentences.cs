namespace ClinicNotes.WebApi;

/// <summary>What a client is told when a whole request is refused, whatever it asked for.</summary>
internal static class Sentences
{
    public const string NotAuthorized = "You are not authorized to perform this action.";
    public const string TooManyFailedSignIns = "Too many requests without a good token have come from this address; try again later.";
    public const string TooManyRequests = "Too many requests have come with this token; try again later.";
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
    public const string WrongFields = "Fields of the request are wrong: errors lists them.";
    public const string NoTags = "The If-Match or If-None-Match header is neither * nor a list of entity tags.";
    public const string PreconditionFailed = "What If-Match or If-None-Match asks for is not so.";
    public const string NoKey = "The Idempotency-Key header is no string of 1 to 255 characters.";
    public const string InFlight = "The request with this Idempotency-Key is being carried out already; send it again in a moment.";
    public const string KeyOfAnotherRequest = "This Idempotency-Key came with another request before.";
    public const string BadRequest = "The request could not be read.";

    // Without a key of the caller's, nobody can tell a failed commit from one whose acknowledgement was lost.
    public const string Unavailable =
        "The database does not answer at the moment; look whether the request was carried out before you send it again.";
    public const string WebhooksNotSetUp = "Webhooks are not set up here: the service lacks a key to keep their secrets by.";
    public const string Failed = "The service failed; look whether the request was carried out before you send it again.";

    /// <summary>What somebody is told who asks for what was damaged in the database.</summary>
    public static string DoesNotHold(string damage) => $"The record does not hold: {damage}. That is not what the service recorded.";
}
