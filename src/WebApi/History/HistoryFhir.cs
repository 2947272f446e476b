using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinicNotes.Application.History;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace ClinicNotes.WebApi.History;

/// <summary>A history as HL7 FHIR R4: a collection with a Provenance and an AuditEvent for each event.</summary>
internal static class HistoryFhir
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    public static async System.Threading.Tasks.Task Write(WholeHistory history, Stream stream, CancellationToken cancellation) =>
        await JsonSerializer.SerializeAsync(stream, Of(history), Json, cancellation);

    public static Bundle Of(WholeHistory history)
    {
        var clinic = new FhirClinic(history.ClinicId);
        return new Bundle
        {
            Type = Bundle.BundleType.Collection,
            Entry =
            [
                .. history
                    .Steps.SelectMany<HistoryResponse.Step, DomainResource>(step =>
                        [FhirProvenance.Of(step, history.SessionNoteId, clinic), FhirAuditEvent.Of(step, history.SessionNoteId, clinic)]
                    )
                    .Select(resource => Entry(resource, clinic)),
            ],
        };
    }

    private static Bundle.EntryComponent Entry(DomainResource resource, FhirClinic clinic)
    {
        var id = Id($"{clinic.System}/{resource.TypeName}/{resource.Id}");
        resource.Id = id.ToString();
        return new() { FullUrl = $"urn:uuid:{id}", Resource = resource };
    }

    /// <summary>The same id for the same resource in every download (RFC 9562, section 5.8).</summary>
    private static Guid Id(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
