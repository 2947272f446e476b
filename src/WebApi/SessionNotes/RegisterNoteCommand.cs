using System.ComponentModel;
using ClinicNotes.Application;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary><c>notes register</c></summary>
internal sealed class RegisterNoteCommand : AsyncCommand<RegisterNoteCommand.Asked>
{
    public const string Example = "notes register --clinic 1 --id 46 --provider 121";

    internal sealed class Asked : ClinicSettings
    {
        [CommandOption("--id <ID>", isRequired: true)]
        [Description("The note's id in the system that owns it")]
        public long Note { get; init; }

        [CommandOption("--provider <ID>", isRequired: true)]
        [Description("The user who wrote it")]
        public long Provider { get; init; }

        public override ValidationResult Validate() => base.Validate() is { Successful: false } fault ? fault : Id(Note, "--id");
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        Printed.Outcome<SessionNoteResponse>(
            settings,
            new RegisterSessionNote(settings.Operator, settings.Note, new(GivenId.Of(settings.Provider))),
            (console, note) =>
                console.WriteLine($"Session note {note.SessionNote.Id} is registered, of provider {note.SessionNote.ProviderId}."),
            cancellationToken
        );
}
