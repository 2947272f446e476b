using System.Xml.Linq;

namespace ClinicNotes.Architecture.Tests;

public class DocumentationTests
{
    // The rules and the handler of a command say what the command beside them says.
    private static readonly string[] BesideTheirCommand = ["Rules", "Handler"];

    [Fact]
    public void Every_public_type_says_what_it_is() =>
        new[] { Layer.Domain, Layer.Application, Layer.Infrastructure }
            .SelectMany(layer => Undocumented(layer.Types, DocumentationOf(layer)))
            .ShouldBeEmpty();

    [Fact]
    public void A_public_type_that_says_nothing_is_found()
    {
        var nothing = XDocument.Parse("<doc><members /></doc>");
        var empty = XDocument.Parse($"<doc><members><member name=\"T:{typeof(DocumentationTests)}\"><summary> </summary></member></members></doc>");
        var something = XDocument.Parse($"<doc><members><member name=\"T:{typeof(DocumentationTests)}\"><summary>x</summary></member></members></doc>");
        Undocumented([typeof(DocumentationTests)], nothing).ShouldHaveSingleItem();
        Undocumented([typeof(DocumentationTests)], empty).ShouldHaveSingleItem();
        Undocumented([typeof(DocumentationTests)], something).ShouldBeEmpty();
    }

    private static IEnumerable<string> Undocumented(IEnumerable<Type> types, XDocument documentation)
    {
        var documented = documentation
            .Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet();
        return types
            .Where(type => type.IsPublic && !BesideTheirCommand.Any(end => type.Name.EndsWith(end, StringComparison.Ordinal)))
            .Select(type => type.FullName!)
            .Where(name => !documented.Contains($"T:{name}"));
    }

    private static XDocument DocumentationOf(Layer layer) =>
        XDocument.Load(Path.ChangeExtension(layer.Assembly.Location, ".xml"));
}
