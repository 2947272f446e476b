using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Application.Feed;
using ClinicNotes.Application.History;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.WebApi;

/// <summary>The JSON of answers: snake_case, the documented order, absent values as <c>null</c>.</summary>
[JsonSerializable(typeof(AddendumResponse))]
[JsonSerializable(typeof(SignOffResponse))]
[JsonSerializable(typeof(AddendumsResponse))]
[JsonSerializable(typeof(AddendumWithoutSignatures))]
[JsonSerializable(typeof(SignOffsResponse))]
[JsonSerializable(typeof(SignOffWithoutSignature))]
[JsonSerializable(typeof(SessionNoteResponse))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(UsersResponse))]
[JsonSerializable(typeof(IssuedTokenResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TokensResponse))]
[JsonSerializable(typeof(ReviewedNoteResponse))]
[JsonSerializable(typeof(HistoryResponse))]
[JsonSerializable(typeof(ReportResponse))]
[JsonSerializable(typeof(SharedSignaturesResponse))]
[JsonSerializable(typeof(ProofResponse))]
[JsonSerializable(typeof(FeedResponse))]
[JsonSerializable(typeof(PublicRead[]))]
[JsonSerializable(typeof(PublicSignature))]
[JsonSerializable(typeof(WebhookResponse))]
[JsonSerializable(typeof(WebhooksResponse))]
[JsonSerializable(typeof(DeliveriesResponse))]
[JsonSerializable(typeof(TestResponse))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(CoveredEvent))]
[JsonSerializable(typeof(Instant))]
[JsonSerializable(typeof(SentenceError))]
[JsonSerializable(typeof(FieldErrors))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static WireJson Documented { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                Converters = { new WireInstant(), new JsonStringEnumConverter<Role>(JsonNamingPolicy.SnakeCaseLower) },
                // An apostrophe is written as the documented examples show it: an answer is JSON, never part of a page.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}

/// <summary>An error of a whole request, in the documented shape.</summary>
internal sealed record SentenceError(string Errors);

/// <summary>The errors of a request's fields, in the documented shape.</summary>
internal sealed record FieldErrors(IDictionary<string, string[]> Errors);
