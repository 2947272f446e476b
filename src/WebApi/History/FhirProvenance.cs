using System.Globalization;
using ClinicNotes.Application.History;
using Hl7.Fhir.Model;

namespace ClinicNotes.WebApi.History;

/// <summary>Who brought something into its state, when and by what (FHIR R4, Provenance).</summary>
internal static class FhirProvenance
{
    // ASTM E1762-95, table 1.
    private const string Purposes = "urn:iso-astm:E1762-95:2013";
    private static readonly Coding ReviewSignature = new(Purposes, "1.2.840.10065.1.12.1.13", "Review Signature");
    private static readonly Coding AddendumSignature = new(Purposes, "1.2.840.10065.1.12.1.15", "Addendum Signature");

    public static Provenance Of(HistoryResponse.Step step, long note, FhirClinic clinic)
    {
        var stream = string.Create(CultureInfo.InvariantCulture, $"session-note-{note}");
        return new()
        {
            Id = $"{step.Stream}-{step.Version}",
            Target = step.Stream == stream ? [clinic.Thing(stream)] : [clinic.Thing(step.Stream), clinic.Thing(stream)],
            Occurred = new FhirDateTime(FhirClinic.At(step.RecordedAt)),
            Recorded = FhirClinic.At(step.RecordedAt),
            Activity = new("http://terminology.hl7.org/CodeSystem/v3-DataOperation", step.Version == 1 ? "CREATE" : "UPDATE", step.Type),
            Agent = [new() { Who = clinic.User(step.Actor), Role = FhirClinic.Role(step.Actor) }],
            Signature = step.SignatureSha256 is null ? [] : [Signature(step, clinic)],
        };
    }

    private static Signature Signature(HistoryResponse.Step step, FhirClinic clinic) =>
        new()
        {
            Type = [step.Stream.StartsWith("sign-off-", StringComparison.Ordinal) ? ReviewSignature : AddendumSignature],
            When = FhirClinic.At(step.RecordedAt),
            Who = clinic.User(step.Actor),
            SigFormat = "image/png",
        };
}
