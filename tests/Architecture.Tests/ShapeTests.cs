using System.Text.RegularExpressions;
using ClinicNotes.Architecture.Tests.Planted;

namespace ClinicNotes.Architecture.Tests;

public partial class ShapeTests
{
    private const int LongestFile = 120;
    private const int LongestProgram = 39;

    private static readonly string[] Features =
    [
        "SessionNotes",
        "Addendums",
        "SignOffs",
        "Signatures",
        "Access",
        "History",
        "Ledger",
        "Feed",
        "Webhooks",
        "Reads",
        "Retries",
        "Audit",
    ];

    [Fact]
    public void No_file_has_more_than_120_lines() =>
        Layer.All.SelectMany(layer => layer.Sources).SelectMany(file => LongerThan(LongestFile, file)).ShouldBeEmpty();

    [Fact]
    public void The_program_has_under_40_lines() =>
        LongerThan(LongestProgram, Layer.WebApi.Sources.Single(file => file.Path == "Program.cs")).ShouldBeEmpty();

    [Fact]
    public void A_file_that_is_too_long_is_found()
    {
        LongerThan(LongestProgram, Planted("Program.cs", string.Concat(Enumerable.Repeat("\n", 39)))).ShouldBeEmpty();
        LongerThan(LongestProgram, Planted("Program.cs", string.Concat(Enumerable.Repeat("\n", 40)))).ShouldHaveSingleItem();
    }

    [Fact]
    public void No_type_and_no_file_has_a_name_that_says_nothing()
    {
        Layer.All.SelectMany(layer => layer.Types).Select(type => type.Name).SelectMany(SaysNothing).ShouldBeEmpty();
        Layer.All.SelectMany(layer => layer.Sources).SelectMany(file => file.Path.Split('/', '.')).SelectMany(SaysNothing).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_says_nothing_is_found()
    {
        string[] empty =
        [
            nameof(UserHelpers),
            nameof(ClinicService),
            nameof(ServiceLevel),
            "Common",
            "Utils",
            "DateUtilities",
            "TokenManagers",
        ];
        empty.SelectMany(SaysNothing).ShouldBe(empty);
        string[] telling = ["Commands", "Commonwealth", "UserTokenHandler"];
        telling.SelectMany(SaysNothing).ShouldBeEmpty();
    }

    [Fact]
    public void Every_namespace_is_the_folder_of_its_file() =>
        Layer
            .All.SelectMany(layer => layer.Sources)
            .Where(file => file.Path != "Program.cs")
            .SelectMany(NamespaceElsewhere)
            .ShouldBeEmpty();

    [Fact]
    public void A_namespace_that_is_not_the_folder_is_found()
    {
        NamespaceElsewhere(Planted("Access/Token.cs", "namespace ClinicNotes.WebApi.Access;")).ShouldBeEmpty();
        NamespaceElsewhere(Planted("Token.cs", "using System;\n\nnamespace ClinicNotes.WebApi;")).ShouldBeEmpty();
        NamespaceElsewhere(Planted("Access/Token.cs", "namespace ClinicNotes.WebApi;")).ShouldHaveSingleItem();
        NamespaceElsewhere(Planted("Token.cs", "namespace ClinicNotes.WebApi.Access;")).ShouldHaveSingleItem();
        NamespaceElsewhere(Planted("Token.cs", "public class Token;")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Every_layer_has_folders_for_features_only_and_they_have_the_same_names() =>
        Layer.All.SelectMany(layer => layer.Sources).SelectMany(InNoFeature).ShouldBeEmpty();

    [Fact]
    public void A_folder_for_no_feature_is_found()
    {
        InNoFeature(Planted("Access/Token.cs", "")).ShouldBeEmpty();
        InNoFeature(Planted("Token.cs", "")).ShouldBeEmpty();
        InNoFeature(Planted("Endpoints/Token.cs", "")).ShouldHaveSingleItem();
        InNoFeature(Planted("Storage/Token.cs", "")).ShouldHaveSingleItem();
        InNoFeature(Planted("Access/Tokens/Token.cs", "")).ShouldHaveSingleItem();
        InNoFeature(new SourceFile(Layer.Infrastructure, "Storage/Token.cs", "")).ShouldBeEmpty();
    }

    private static IEnumerable<string> LongerThan(int lines, SourceFile file) => file.Lines > lines ? [$"{file}: {file.Lines} lines"] : [];

    private static IEnumerable<string> SaysNothing(string name) => EmptyWord().IsMatch(name) ? [name] : [];

    private static IEnumerable<string> NamespaceElsewhere(SourceFile file)
    {
        string[] folders = ["ClinicNotes", file.Layer.Name, .. file.Path.Split('/')[..^1]];
        var expected = $"namespace {string.Join('.', folders)};";
        return file.Text.Split('\n').Any(line => line.TrimEnd() == expected) ? [] : [$"{file}: not in {expected}"];
    }

    private static IEnumerable<string> InNoFeature(SourceFile file)
    {
        string[] ofLayer = file.Layer.Name switch
        {
            "Infrastructure" => ["Storage", "Appends", "Broker", "Running"],
            "WebApi" => ["Commands", "Contract", "Running"],
            _ => [],
        };
        return file.Path.Split('/')[..^1] switch
        {
            [] => [],
            [var folder] when Features.Contains(folder) || ofLayer.Contains(folder) => [],
            _ => [file.ToString()],
        };
    }

    private static SourceFile Planted(string path, string text) => new(Layer.WebApi, path, text);

    [GeneratedRegex("(Common|Helper|Util|Utilitie|Utility|Service|Manager)s?($|[A-Z])")]
    private static partial Regex EmptyWord();
}
