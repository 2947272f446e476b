using ClinicNotes.Application;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using Wolverine;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>audit export</c>: writes a proof pack.</summary>
internal static class ExportCommand
{
    public static async Task<int> Run(IHost host, long clinic, ExportArguments asked, CancellationToken cancellation)
    {
        var against = asked.Against is { } file ? GivenText.Of(await File.ReadAllTextAsync(file, cancellation)) : GivenText.Missing;
        ProofOf of = asked.Note is { } note ? new ProofOf.Note(note) : new ProofOf.Ledger();

        await host.StartAsync(cancellation);
        await using var scope = host.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageContext>();
        var outcome = await bus.Command(new ReadProof(Actor.Operator(clinic), of, against), cancellation);
        if (outcome is Outcome.Found { Response: Streamed pack })
            await Write(pack, asked.Out, cancellation);
        else
            await Console.Error.WriteLineAsync(WhyNot(outcome));

        await host.StopAsync(cancellation);
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
