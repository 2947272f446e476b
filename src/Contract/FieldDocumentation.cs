using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ClinicNotes.Contract;

/// <summary>What the source code says of records and their fields; the compiler writes it beside the assemblies.</summary>
internal static partial class FieldDocumentation
{
    private static readonly Dictionary<string, XElement> Members = new[] { "Domain", "Application", "WebApi" }
        .SelectMany(layer => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"ClinicNotes.{layer}.xml")).Descendants("member"))
        .Where(member => member.Attribute("name")!.Value.StartsWith("T:ClinicNotes.", StringComparison.Ordinal))
        .ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>What a record is.</summary>
    public static string Of(Type type) =>
        Plain(MemberOf(type).Element("summary") ?? MemberOf(type.DeclaringType ?? type).Element("summary"), type.FullName!);

    /// <summary>What a field of a record means.</summary>
    public static string Of(PropertyInfo property) =>
        Plain(
            MemberOf(property.DeclaringType!).Elements("param").FirstOrDefault(param => param.Attribute("name")!.Value == property.Name),
            $"{property.DeclaringType}.{property.Name}"
        );

    private static XElement MemberOf(Type type) =>
        Members.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}") ?? new XElement("member");

    private static string Plain(XElement? text, string of)
    {
        if (text is null)
            throw new InvalidOperationException($"The source code says nothing of {of}.");

        var parts = text.Nodes()
            .Select(node =>
                node switch
                {
                    XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                    XElement element => element.Value,
                    _ => node.ToString(),
                }
            );
        return Blanks().Replace(string.Concat(parts).Replace("&gt;", ">").Replace("&lt;", "<").Replace("&amp;", "&"), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
