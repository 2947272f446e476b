using System.Text.Json;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi;
using Microsoft.AspNetCore.WebUtilities;

namespace ClinicNotes.Contract;

/// <summary>The answers that refuse a request. They are the same for all calls, but for the sentence.</summary>
internal sealed record Refusals(int Status, string Name, string Says, string Sentence, params string[] Headers)
{
    public static IReadOnlyList<Refusals> All { get; } =
    [
        new(400, "BadRequest", "The body is no JSON object, or a header is not what it must be.", Sentences.NotJson),
        new(401, "Unauthorized", "The token is missing, unknown, expired or revoked.", Sentences.NotAuthorized, "WWW-Authenticate"),
        new(403, "Forbidden", "The role does not allow it, or it belongs to another user.", Sentences.NotAuthorized),
        new(404, "NotFound", "It is not there, or is another clinic's.", "Session note not found"),
        new(405, "MethodNotAllowed", "The address takes other methods only.", Sentences.NoSuchMethod, "Allow"),
        new(
            409,
            "Conflict",
            "The request with this `Idempotency-Key` is being carried out, or the state of things does not allow it.",
            Sentences.InFlight,
            "Retry-After"
        ),
        new(412, "PreconditionFailed", "It is not as `If-Match` or `If-None-Match` asks.", Sentences.PreconditionFailed),
        new(413, "ContentTooLarge", "The body is larger than 1 MiB.", Sentences.TooLarge),
        new(415, "UnsupportedMediaType", "The body is not sent as `application/json` in UTF-8.", Sentences.NotJsonMediaType),
        new(
            422,
            "UnprocessableContent",
            "Fields are wrong: all of them are listed. Or the `Idempotency-Key` came with another request before.",
            Sentences.WrongFields
        ),
        new(
            429,
            "TooManyRequests",
            "Too many requests have come with this token or from this address.",
            Sentences.TooManyRequests,
            "Retry-After"
        ),
        new(
            500,
            "InternalServerError",
            "The service failed, or what is asked for was damaged in the database: then the sentence says what does not hold.",
            Sentences.Failed
        ),
        new(
            503,
            "ServiceUnavailable",
            "The database is away, or too many wait for it; a write under way may have been recorded. Or the service is not set up for it.",
            Sentences.Unavailable,
            "Retry-After"
        ),
    ];

    /// <summary>A reference to the answer of a status.</summary>
    public static JsonObject Reference(int status) =>
        new() { ["$ref"] = $"#/components/responses/{All.Single(refusal => refusal.Status == status).Name}" };

    /// <summary>The answer in both shapes.</summary>
    public JsonObject Response(Shapes shapes)
    {
        var isOfFields = Status == 422;
        JsonNode errors = isOfFields ? new JsonObject { ["instructions"] = new JsonArray("can't be blank") } : Sentence;
        var problem = new Problem("about:blank", ReasonPhrases.GetReasonPhrase(Status), Status, Sentence, errors.DeepClone(), "order-66");
        return Responses.With(
            Says,
            Headers,
            ("application/json", shapes.Reference(isOfFields ? Invalid : Wrong), new JsonObject { ["errors"] = errors }),
            (Problem.MediaType, shapes.Reference(typeof(Problem)), Node(problem, errors))
        );
    }

    private static Shape Wrong => new("Error", Of(new JsonObject { ["type"] = "string" }, "What is wrong, in one sentence."));

    private static Shape Invalid =>
        new("Invalid", Of(Fields.Errors(), "Sentences by the names of fields, or one sentence about the request."));

    private static JsonObject Of(JsonObject errors, string says) =>
        new()
        {
            ["type"] = "object",
            ["description"] = "Why a request was refused.",
            ["properties"] = new JsonObject { ["errors"] = errors.Saying(says) },
            ["required"] = new JsonArray("errors"),
        };

    private static JsonObject Node(Problem problem, JsonNode errors)
    {
        var node = JsonSerializer.SerializeToNode(problem with { Errors = "" }, WireJson.Documented.Problem)!.AsObject();
        node["errors"] = errors.DeepClone();
        return node;
    }
}
