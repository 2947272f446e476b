using System.Globalization;
using System.Text;
using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.Domain.History;
using Hl7.Fhir.Model;
using Instant = NodaTime.Instant;

namespace ClinicNotes.WebApi.History;

/// <summary>What somebody did to a record, with what it changed (FHIR R4, AuditEvent).</summary>
internal static class FhirAuditEvent
{
    private const string Lifecycle = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";

    public static AuditEvent Of(HistoryResponse.Step step, long note, FhirClinic clinic)
    {
        var isFirst = step.Version == 1;
        return new()
        {
            Id = $"{step.Stream}-{step.Version}",
            Type = isFirst
                ? new(Lifecycle, "originate", "Originate/Retain Record Lifecycle Event")
                : new(Lifecycle, "amend", "Amend (Update) Record Lifecycle Event"),
            Subtype = [new("urn:clinicnotes:event-type", step.Type)],
            Action = isFirst ? AuditEvent.AuditEventAction.C : AuditEvent.AuditEventAction.U,
            Recorded = FhirClinic.At(step.RecordedAt),
            Outcome = AuditEvent.AuditEventOutcome.N0,
            Agent =
            [
                new()
                {
                    Who = clinic.User(step.Actor),
                    Role = FhirClinic.Role(step.Actor),
                    Name = FhirClinic.Display(step.Actor.Name),
                    Requestor = true,
                },
            ],
            Source = new()
            {
                Observer = new() { Identifier = new("urn:clinicnotes", clinic.System), Display = "ClinicNotes" },
            },
            Entity =
            [
                new()
                {
                    What = clinic.Thing(step.Stream),
                    Name = step.Stream,
                    Detail = [.. Details(step, note)],
                },
            ],
        };
    }

    private static IEnumerable<AuditEvent.DetailComponent> Details(HistoryResponse.Step step, long note)
    {
        (string Name, object? Value)[] ofEvent =
        [
            ("session_note_id", note),
            ("position", step.Position),
            ("version", step.Version),
            ("signature_sha256", step.SignatureSha256),
            ("request_id", step.RequestId),
        ];
        return ofEvent
            .Concat(step.Changes.SelectMany(Both))
            .Where(detail => detail.Value is not null)
            .Select(detail => new AuditEvent.DetailComponent { Type = detail.Name, Value = Value(detail.Value!) });
    }

    private static IEnumerable<(string Name, object? Value)> Both(Change change) =>
        [($"{change.Field} from", change.From), ($"{change.Field} to", change.To)];

    /// <summary>A string where FHIR can hold the text as one, else its UTF-8.</summary>
    private static DataType Value(object value)
    {
        var text = value is Instant instant ? WireInstant.Text(instant) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return FhirClinic.Display(text) is { } displayed ? new FhirString(displayed) : new Base64Binary(Encoding.UTF8.GetBytes(text));
    }
}
