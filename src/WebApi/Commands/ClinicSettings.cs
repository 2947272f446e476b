using System.ComponentModel;
using ClinicNotes.Application;
using ClinicNotes.Domain.Access;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Commands;

/// <summary>What every command takes.</summary>
internal class OutputSettings : CommandSettings
{
    [CommandOption("--json")]
    [Description("Print one JSON document, as the service answers over HTTP, and nothing else")]
    public bool Json { get; init; }
}

/// <summary>What every command takes that acts in a clinic.</summary>
internal class ClinicSettings : OutputSettings
{
    [CommandOption("--clinic <ID>", isRequired: true)]
    [Description("The clinic")]
    public long Clinic { get; init; }

    /// <summary>Who runs the service, acting in that clinic.</summary>
    public Actor Operator => Actor.Operator(Clinic);

    public override ValidationResult Validate() => Id(Clinic, "--clinic");

    /// <summary>What is wrong with an id that may be missing.</summary>
    public static ValidationResult Id(long? given, string option) =>
        given is { } id && GivenId.Of(id).Kind != GivenKind.Given
            ? ValidationResult.Error($"{option} must be an integer from 1 to {GivenId.Largest}")
            : ValidationResult.Success();
}

/// <summary>What every command takes that looks at one clinic or at all.</summary>
internal sealed class OptionalClinicSettings : OutputSettings
{
    [CommandOption("--clinic <ID>")]
    [Description("The clinic; all clinics unless given")]
    public long? Clinic { get; init; }

    public override ValidationResult Validate() => ClinicSettings.Id(Clinic, "--clinic");
}

/// <summary>What every command takes that shows a page of a list.</summary>
internal class ListSettings : ClinicSettings
{
    [CommandOption("--page <NUMBER>")]
    [Description("Which page, from 1")]
    public long Page { get; init; } = 1;

    [CommandOption("--page-size <NUMBER>")]
    [Description("How many a page has, 1 to 100")]
    public long PageSize { get; init; } = Application.Paging.DefaultPage;

    public GivenPaging Paging => new(GivenId.Of(Page), GivenId.Of(PageSize));
}
