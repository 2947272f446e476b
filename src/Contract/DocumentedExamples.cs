using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ClinicNotes.Contract;

/// <summary>The examples of <c>docs/api.md</c>: each a request and the answer shown below it.</summary>
internal static partial class DocumentedExamples
{
    /// <summary>Reads a page's examples in their order.</summary>
    public static IReadOnlyList<Example> Read(string page)
    {
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

        return request is null ? examples : throw new FormatException($"A documented request has no answer: {request.FirstLine}");
    }

    [GeneratedRegex(@"<!-- (?<setting>at [^>]*) -->|```http\n(?<http>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}

/// <param name="Setting">What is so before, such as the time.</param>
/// <param name="Request">What is sent.</param>
/// <param name="Answer">What comes back.</param>
internal sealed record Example(string Setting, HttpMessage Request, HttpMessage Answer);

/// <summary>A message as a page prints it: a first line, headers, and a body after an empty line.</summary>
internal sealed record HttpMessage(string FirstLine, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public HttpMethod Method => new(FirstLine.Split(' ')[0]);

    public string Path => FirstLine.Split(' ')[1];

    /// <summary>What is sent besides the token and the body.</summary>
    public IEnumerable<(string Name, string Value)> OtherHeaders =>
        Headers.Where(header => header.Key is not ("Content-Type" or "X-User-Token")).Select(header => (header.Key, header.Value));

    public HttpStatusCode Status => (HttpStatusCode)int.Parse(FirstLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public static HttpMessage Parse(string text)
    {
        var (head, body) = text.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : (text, "");
        var lines = head.Trim().Split('\n');
        return new(lines[0], lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1]), body.Trim());
    }
}
