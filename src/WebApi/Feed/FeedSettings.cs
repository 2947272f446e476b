using System.ComponentModel;
using ClinicNotes.Application;
using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Feed;

/// <summary>What every command takes that reads the feed.</summary>
internal class FeedSettings : ClinicSettings
{
    [CommandOption("--after <POSITION>")]
    [Description("The position to begin after; 0 is the beginning")]
    public long? After { get; init; }

    [CommandOption("--types <TYPES>")]
    [Description("Only events of these types, separated by commas, such as clinicnotes.addendum.requested.v1")]
    public string? Types { get; init; }

    [CommandOption("--note <ID>")]
    [Description("Only events of this session note")]
    public long? Note { get; init; }

    public GivenFilter Filter => new(GivenText.Of(Types), Note is { } note ? GivenId.Of(note) : GivenId.Missing);
}
