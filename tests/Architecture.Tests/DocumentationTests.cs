using System.Xml.Linq;

namespace ClinicNotes.Architecture.Tests;

public class DocumentationTests
{
    // The rules and the handler of a command say what the command beside them says.
    private static readonly string[] BesideTheirCommand = ["Rules", "Handler"];

    [Fact]
    public void Every_public_type_says_what_it_is() =>
        new[] { Layer.Domain, Layer.Application, Layer.Infrastructure, Layer.Verifier }
            .SelectMany(layer => Undocumented(layer.Types, DocumentationOf(layer)))
            .ShouldBeEmpty();

    [Fact]
    public void A_public_type_that_says_nothing_is_found()
    {
        Type[] type = [typeof(DocumentationTests)];
        Undocumented(type, XDocument.Parse("<doc />")).ShouldHaveSingleItem();
        Undocumented(type, Saying(" ")).ShouldHaveSingleItem();
        Undocumented(type, Saying("Something.")).ShouldBeEmpty();

        XDocument Saying(string summary) =>
            XDocument.Parse($"<doc><member name=\"T:{type[0]}\"><summary>{summary}</summary></member></doc>");
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

    private static XDocument DocumentationOf(Layer layer) => XDocument.Load(Path.ChangeExtension(layer.Assembly.Location, ".xml"));
}
