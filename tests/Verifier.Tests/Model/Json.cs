using System.Collections;
using System.Globalization;
using System.Text;

namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>Writes JSON as RFC 8785 does, but with the members in the order in which they are given.</summary>
internal static class Json
{
    private const string Short = "\b\t\n\f\r\"\\";
    private const string Letters = "btnfr\"\\";

    public static OrderedDictionary<string, object?> Object(params (string Name, object? Value)[] members) =>
        new(members.Select(m => KeyValuePair.Create(m.Name, m.Value)));

    /// <summary>The same, with the members in canonical order, and without those that are <c>null</c>.</summary>
    public static string Canonical(IEnumerable<(string Name, object? Value)> members) =>
        Text(Object([.. members.Where(m => m.Value is not null).OrderBy(m => m.Name, StringComparer.Ordinal)]));

    public static string Text(object? value) =>
        value switch
        {
            null => "null",
            string text => Quoted(text),
            long number => number.ToString(CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            OrderedDictionary<string, object?> members =>
                $"{{{string.Join(',', members.Select(m => $"{Quoted(m.Key)}:{Text(m.Value)}"))}}}",
            IEnumerable values => $"[{string.Join(',', values.Cast<object?>().Select(Text))}]",
            _ => throw new ArgumentException($"{value.GetType()} is not for JSON."),
        };

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (Short.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at)
                quoted.Append('\\').Append(Letters[at]);
            else if (c < ' ')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
