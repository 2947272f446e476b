using System.Text.Json.Nodes;
using ClinicNotes.Application;

namespace ClinicNotes.Contract;

/// <summary>The parameters that several calls have.</summary>
internal static class Ask
{
    public static Parameter Path(string name, string says, JsonObject? schema = null) =>
        new(name, "path", says, schema ?? Values.Id(39), IsRequired: true);

    public static Parameter Query(string name, string says, JsonObject schema) => new(name, "query", says, schema, IsRequired: false);

    public static Parameter Needed(string name, string says, JsonObject schema) => new(name, "query", says, schema, IsRequired: true);

    public static Parameter Note => Query("session_note_id", "Only those of this session note.", Values.Id());

    public static Parameter AsOf =>
        Query("as_of", "As it was at this moment, with all that was recorded at that very moment; a moment to come is now.", Values.Date());

    public static Parameter From => Query("from", "The first moment, itself included.", Values.Date("2023-10-01"));

    public static Parameter To => Query("to", "The last moment, itself included; a date is the whole day.", Values.Date("2023-10-31"));

    public static Parameter Actor => Query("actor_id", "Only what this user did.", Values.Id(121));

    public static Parameter Type => Query("type", "Only events of this type.", Values.StoredTypes());

    public static Parameter Include(string what, string says) => Query("include", says, Values.OneOf(what));

    public static Parameter Against =>
        Query(
            "against",
            "A checkpoint that the caller kept: the pack then proves that the ledger has only grown since.",
            new JsonObject { ["type"] = "string" }
        );

    /// <summary>After which event of the feed.</summary>
    public static Parameter After =>
        Query("after", "The position after which to begin; 0 is the beginning.", Number(0, GivenId.Largest, 0));

    /// <summary>Which events of the feed.</summary>
    public static Parameter Types =>
        Query("types", "Only events of these types.", new JsonObject { ["type"] = "array", ["items"] = Values.PublicTypes() });

    public static Parameter Paged(string name, string says, long most, long usual) => Query(name, says, Number(1, most, usual));

    public static IReadOnlyList<Parameter> Paging =>
        [
            Paged("page", "Which page, from 1.", GivenId.Largest, 1),
            Paged("page_size", "How many a page has at most.", Application.Paging.LargestPage, Application.Paging.DefaultPage),
        ];

    public static IReadOnlyList<Parameter> Sorting(string usual, params string[] fields) =>
        [
            Query("sort_by", "By which field.", Values.OneOf(fields).With("default", usual)),
            Query("sort_dir", "In which direction.", Values.OneOf("ASC", "DESC").With("default", "ASC")),
        ];

    public static JsonObject Number(long from, long most, long usual) => Values.Whole(from, most, usual).With("default", usual);
}
