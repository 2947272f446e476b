using System.Data.Common;
using System.Runtime.InteropServices;
using ClinicNotes.WebApi.SessionNotes;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Commands;

/// <summary>
/// What the program does when it is not to serve: it reads the service's own settings, says what it has to say on standard output, and what
/// went wrong on standard error. Exit codes: 0 done; 1 refused, or it cannot be done; 2 no right call; 130 ended by Ctrl-C.
/// </summary>
internal static class CommandLine
{
    private const int CannotBeDone = 1;
    private const int NoRightCall = 2;
    private const int Ended = 128 + 2;

    /// <summary>Whether the program was started to do something else than to serve.</summary>
    public static bool IsAskedFor(string[] arguments) =>
        arguments is ["audit" or "db" or "describe" or "events" or "notes" or "projections" or "tokens" or "users" or "webhooks", ..];

    /// <summary>Does what the arguments ask for, and gives the exit code.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        using var ended = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            // To the library a dash is an option without a name.
            arguments = [.. arguments.Select(argument => argument == "-" ? ImportNotesCommand.StandardInput : argument)];
            var app = new CommandApp();
            app.Configure(EveryCommand.Add);
            return arguments is [_] && arguments[0] != "describe" ? await Help(app, arguments) : await app.RunAsync(arguments, ended.Token);
        }
        catch (CommandAppException misuse)
        {
            await Console.Error.WriteLineAsync($"{misuse.Message.TrimEnd('.')}. See ./clinicnotes {Named(arguments)} --help.");
            return NoRightCall;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Ended before it was done.");
            return Ended;
        }
        catch (Exception fault)
            when (fault is DbException or InvalidOperationException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"That could not be done: {fault.Message}");
            return arguments is ["audit", "check", ..] ? NoRightCall : CannotBeDone;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.Cancel();
        }
    }

    /// <summary>A group without a command is no right call, but tells which there are.</summary>
    private static async Task<int> Help(CommandApp app, string[] group)
    {
        await app.RunAsync([.. group, "--help"]);
        return NoRightCall;
    }

    private static string Named(string[] arguments) => string.Join(' ', arguments.Take(2).Where(word => !word.StartsWith('-')));
}
