using System.ComponentModel;
using ClinicNotes.Application;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>audit export</c>: writes a proof pack.</summary>
internal sealed class ExportCommand : AsyncCommand<ExportCommand.Asked>
{
    public const string Example = "audit export --clinic 1 --note 46 --out note-46.proof";

    internal sealed class Asked : CommandSettings
    {
        [CommandOption("--clinic <ID>", isRequired: true)]
        [Description("Whose ledger")]
        public long Clinic { get; init; }

        [CommandOption("--note <ID>")]
        [Description("The session note that the pack is of")]
        public long? Note { get; init; }

        [CommandOption("--all")]
        [Description("The whole ledger instead of a session note")]
        public bool All { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("Where to; otherwise standard output")]
        public string? Out { get; init; }

        [CommandOption("--against <FILE>")]
        [Description("An older checkpoint that you kept: the pack then proves that the ledger has only grown since")]
        public string? Against { get; init; }

        public override ValidationResult Validate() =>
            All == (Note is not null) ? ValidationResult.Error("One of --note and --all must be given")
            : ClinicSettings.Id(Clinic, "--clinic") is { Successful: false } fault ? fault
            : ClinicSettings.Id(Note, "--note");
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken)
    {
        var against = settings.Against is { } file ? GivenText.Of(await File.ReadAllTextAsync(file, cancellationToken)) : GivenText.Missing;
        ProofOf of = settings.Note is { } note ? new ProofOf.Note(note) : new ProofOf.Ledger();

        var asked = new ReadProof(Actor.Operator(settings.Clinic), of, against);
        return await CommandHost.Run(host => Export(host, asked, settings.Out, cancellationToken), cancellationToken);
    }

    private static async Task<int> Export(IHost host, ReadProof asked, string? file, CancellationToken cancellation)
    {
        var outcome = await host.Outcome(asked, cancellation);
        if (outcome is Outcome.Found { Response: Streamed pack, Shown: { } shown })
        {
            await host.Records(asked.By, shown, cancellation);
            await Write(pack, file, cancellation);
        }
        else
        {
            await Console.Error.WriteLineAsync(WhyNot(outcome));
        }

        return outcome is Outcome.Found ? 0 : 1;
    }

    private static async Task Write(Streamed pack, string? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            await using var output = Console.OpenStandardOutput();
            await pack.Write(output, cancellation);
            return;
        }

        // Under its name only once it is whole.
        var unfinished = file + ".unfinished";
        try
        {
            await using (var output = File.Create(unfinished))
                await pack.Write(output, cancellation);
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        await Console.Error.WriteLineAsync($"The proof pack is in {file}.");
    }

    private static string WhyNot(Outcome outcome) =>
        outcome switch
        {
            Outcome.Refused { Why: Refusal.SessionNoteNotFound } => "The clinic has no such session note.",
            Outcome.Refused { Why: Refusal.NotInLedger } => "No checkpoint is signed that covers that: is the service running, with a key?",
            Outcome.Invalid invalid => string.Join(
                '\n',
                invalid.Faults.SelectMany(fault => fault.Value.Select(sentence => $"--{fault.Key}: {sentence}."))
            ),
            _ => throw new InvalidOperationException($"An outcome that no sentence is known for: {outcome}"),
        };
}
