using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ClinicNotes.WebApi.Tests.Documentation;

/// <summary>The examples of <c>docs/api.md</c>: each a request and the answer shown below it.</summary>
internal static partial class DocumentedExamples
{
    public static IReadOnlyList<Example> All { get; } = Read();

    private static List<Example> Read()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "api.md"));
        var examples = new List<Example>();
        var setting = "";
        HttpMessage? request = null;
        foreach (Match part in Parts().Matches(page))
        {
            if (part.Groups["setting"].Success)
                setting = part.Groups["setting"].Value;
            else if (request is null)
                request = HttpMessage.Parse(part.Groups["http"].Value);
            else
            {
                examples.Add(new Example(setting, request, HttpMessage.Parse(part.Groups["http"].Value)));
                (setting, request) = ("", null);
            }
        }

        request.ShouldBeNull("a documented request has no documented answer");
        return examples;
    }

    [GeneratedRegex(@"<!-- (?<setting>at [^>]*) -->|```http\n(?<http>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}

internal sealed record Example(string Setting, HttpMessage Request, HttpMessage Answer);

/// <summary>A message as a page prints it: a first line, headers, and a body after an empty line.</summary>
internal sealed record HttpMessage(string FirstLine, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public HttpMethod Method => new(FirstLine.Split(' ')[0]);

    public string Path => FirstLine.Split(' ')[1];

    public HttpStatusCode Status => (HttpStatusCode)int.Parse(FirstLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public static HttpMessage Parse(string text)
    {
        var (head, body) = text.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : (text, "");
        var lines = head.Trim().Split('\n');
        return new(lines[0], lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1]), body.Trim());
    }
}
