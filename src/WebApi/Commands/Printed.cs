using System.Text.Json;
using ClinicNotes.Application;
using Spectre.Console;

namespace ClinicNotes.WebApi.Commands;

/// <summary>How commands say what came of them.</summary>
internal static class Printed
{
    /// <summary>Says what a command came to, and gives the exit code: a refusal is said in the words that the service has for it.</summary>
    /// <param name="asked">Whether JSON is wanted.</param>
    /// <param name="command">What the operator asks for.</param>
    /// <param name="inWords">Says for people what JSON would say for programs.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <param name="isGood">Whether what was answered is what was hoped for; it is unless that is given.</param>
    public static async Task<int> Outcome<TResponse>(
        OutputSettings asked,
        ICommand command,
        Action<IAnsiConsole, TResponse> inWords,
        CancellationToken cancellation,
        Func<TResponse, bool>? isGood = null
    )
    {
        var answer = Answer.To(await CommandHost.Outcome(command, cancellation));
        if (answer.Body is not TResponse response)
        {
            await Refusal(answer);
            return 1;
        }

        if (asked.Json)
            Console.WriteLine(JsonSerializer.Serialize(response, typeof(TResponse), WireJson.Documented));
        else
            inWords(Output(), response);
        return isGood?.Invoke(response) == false ? 1 : 0;
    }

    /// <summary>Says what has no counterpart over HTTP.</summary>
    public static void Response<TResponse>(OutputSettings asked, TResponse response, string inWords) =>
        Console.WriteLine(asked.Json ? JsonSerializer.Serialize(response, typeof(TResponse), CommandJson.Documented) : inWords);

    /// <summary>Standard output, for people: as wide as it must be where it is no terminal.</summary>
    public static IAnsiConsole Output()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = int.MaxValue / 2;
        return console;
    }

    /// <summary>A table of texts, which may hold anything.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(column);
        return table;
    }

    public static void Page(this IAnsiConsole console, Table table, PaginationResponse page)
    {
        console.Write(table);
        console.WriteLine($"Page {page.CurrentPage} of {page.TotalPages}, {page.TotalCount} in all.");
    }

    /// <summary>Says on standard error why not.</summary>
    public static async Task Refusal(Answer answer)
    {
        foreach (var sentence in Sentences(answer))
            await Console.Error.WriteLineAsync(sentence);
    }

    /// <summary>What a refusal says.</summary>
    public static IEnumerable<string> Sentences(Answer answer) =>
        answer.Body switch
        {
            SentenceError error => [error.Errors],
            FieldErrors error => error.Errors.SelectMany(field => field.Value.Select(sentence => $"{field.Key} {sentence}")),
            _ => throw new InvalidOperationException($"An answer that no sentence is known for: {answer.Body.GetType().Name}"),
        };
}
