using System.Globalization;
using ClinicNotes.Application.History;
using Hl7.Fhir.Model;
using Instant = NodaTime.Instant;

namespace ClinicNotes.WebApi.History;

/// <summary>How a clinic's notes, users and words are referred to in FHIR: by identifiers, as nothing of them is a FHIR resource.</summary>
internal sealed record FhirClinic(long ClinicId)
{
    public string System => string.Create(CultureInfo.InvariantCulture, $"urn:clinicnotes:{ClinicId}");

    /// <summary>A session note, an addendum or a sign-off, by its stream.</summary>
    public ResourceReference Thing(string stream) => new() { Identifier = new($"{System}:stream", stream), Display = stream };

    public ResourceReference User(HistoryResponse.ActorThen actor) =>
        actor.Id is { } id
            ? new() { Identifier = new($"{System}:user", id.ToString(CultureInfo.InvariantCulture)), Display = Display(actor.Name) }
            : new() { Display = "Operator of the service" };

    public static List<CodeableConcept> Role(HistoryResponse.ActorThen actor) =>
        actor.Role is { } role ? [new CodeableConcept("urn:clinicnotes:role", role)] : [];

    public static DateTimeOffset At(Instant instant) => instant.ToDateTimeOffset();

    /// <summary>A text that FHIR can hold as a string, or <c>null</c>.</summary>
    public static string? Display(string? text) => text is not null && FhirString.IsValidValue(text) ? text : null;
}
