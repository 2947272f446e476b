using System.ComponentModel;
using System.Diagnostics;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary><c>notes import</c>: two thousand lines at a time, so that what is in memory does not grow with the file.</summary>
internal sealed class ImportNotesCommand : AsyncCommand<ImportNotesCommand.Asked>
{
    public const string Example = "notes import notes.ndjson --bad bad-lines.txt";

    public const string StandardInput = "/dev/stdin";

    private const int AtOnce = 2_000;

    internal sealed class Asked : OutputSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The file; - for standard input")]
        public string File { get; init; } = "";

        [CommandOption("--bad <FILE>")]
        [Description("Where to say of every line that is not registered why; standard error says it of the first 20")]
        public string? Bad { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var file = settings.File == StandardInput ? Console.OpenStandardInput() : File.OpenRead(settings.File);
        await using var bad = new BadLines(settings.Bad);
        using var host = CommandHost.Build();
        var import = new NoteImport(host.Services.GetRequiredService<ISessionNoteImport>(), new ImportedNoteRules(), bad);
        try
        {
            var length = file.CanSeek ? file.Length : 0;
            await Bar.Follow(
                "Bytes",
                async show =>
                {
                    await foreach (var lines in NoteLines.Read(file, cancellationToken).Chunk(AtOnce).WithCancellation(cancellationToken))
                    {
                        await import.Add(lines, cancellationToken);
                        show(lines[^1].End, Math.Max(length, lines[^1].End));
                    }
                }
            );
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"All is done up to line {import.LastLine}. Start it again, and it goes on from there.");
            throw;
        }
        finally
        {
            await bad.Tell();
        }

        var response = new ImportedResponse(import.Registered, import.RegisteredBefore, bad.Count, watch.Elapsed.TotalSeconds);
        Printed.Response(settings, response, response.Sentence());
        return bad.Count == 0 ? 0 : 1;
    }
}

/// <summary>What an import came to, in lines.</summary>
internal sealed record ImportedResponse(long Registered, long RegisteredBefore, long Bad, double Seconds)
{
    public string Sentence() =>
        FormattableString.Invariant(
            $"{Registered} session notes are registered now, {RegisteredBefore} were before, {Bad} lines are bad: {(Registered + RegisteredBefore + Bad) / Seconds:0} lines a second."
        );
}
