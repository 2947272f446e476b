namespace ClinicNotes.Contract.Calls;

/// <summary>What calls give when they go well.</summary>
internal static class Answers
{
    public const string Json = "application/json";

    /// <summary>Something new, which has an address of its own and a tag.</summary>
    public static Success Created<T>(string says) => new(201, says, Json, typeof(T), "Location", "ETag");

    /// <summary>Something new that has no tag.</summary>
    public static Success Issued<T>(string says) => new(201, says, Json, typeof(T), "Location");

    /// <summary>One thing, with its tag.</summary>
    public static Success Tagged<T>(string says) => new(200, says, Json, typeof(T), "ETag");

    public static Success Shown<T>(string says) => new(200, says, Json, typeof(T));

    public static Success NotModified => new(304, "What the client has is what there is: `If-None-Match` names it.", null, null, "ETag");

    public static Success File(string mediaType, string says) => new(200, says, mediaType, null, "Content-Disposition");

    public static Success Plain(string mediaType, string says, string? example = null) =>
        new(200, says, mediaType, null) { Example = example };
}
