using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClinicNotes.Application;
using ClinicNotes.WebApi.Ledger;
using ClinicNotes.WebApi.SessionNotes;

namespace ClinicNotes.WebApi.Commands;

/// <summary>The JSON that commands print which have no counterpart over HTTP: written as answers are.</summary>
[JsonSerializable(typeof(CheckedResponse))]
[JsonSerializable(typeof(ImportedResponse))]
[JsonSerializable(typeof(RebuiltResponse))]
[JsonSerializable(typeof(RebuiltLedgerResponse))]
[JsonSerializable(typeof(AppliedResponse))]
[JsonSerializable(typeof(FaultsResponse))]
[JsonSerializable(typeof(DescribedResponse))]
internal sealed partial class CommandJson : JsonSerializerContext
{
    public static CommandJson Documented { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                Converters = { new WireInstant() },
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
