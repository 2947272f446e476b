using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClinicNotes.Architecture.Tests.Planted;
using NetArchTest.Rules;

namespace ClinicNotes.Architecture.Tests;

public partial class LayeringTests
{
    private static readonly string[] Libraries = [".NET", "System", "netstandard"];
    private static readonly string[] StorageAndWeb =
    [
        "Marten",
        "Npgsql",
        "Weasel",
        "SkiaSharp",
        "RabbitMQ",
        "Wolverine",
        "JasperFx",
        "Microsoft.AspNetCore",
    ];

    private static readonly string[] Networks = ["System.Net", "System.IO.Pipes"];

    private static readonly string[] Clocks =
    [
        "System.DateTime",
        "System.DateTimeOffset",
        "System.TimeProvider",
        "System.Diagnostics.Stopwatch",
        "NodaTime.SystemClock",
    ];

    private static readonly string[] Chance = ["System.Guid", "System.Random", "System.Security.Cryptography.RandomNumberGenerator"];

    [Fact]
    public void The_domain_refers_to_nothing_but_NodaTime() => ReferencesBeside(Layer.Domain.Assembly, "NodaTime").ShouldBeEmpty();

    [Fact]
    public void The_application_refers_to_no_storage_no_dispatcher_no_decoder_and_no_web() =>
        ReferencesOf(Layer.Application.Assembly, StorageAndWeb).ShouldBeEmpty();

    [Fact]
    public void The_verifier_shares_no_code_with_the_service() => OwnReferences(Layer.Verifier.Assembly).ShouldBeEmpty();

    [Fact]
    public void Shared_code_is_found() => OwnReferences(Layer.Application.Assembly).ShouldBe(["ClinicNotes.Domain"]);

    [Fact]
    public void The_verifier_refers_to_no_network() => ReferencesOf(Layer.Verifier.Assembly, Networks).ShouldBeEmpty();

    [Fact]
    public void A_network_is_found()
    {
        var found = ReferencesOf(Layer.Infrastructure.Assembly, Networks);
        foreach (var name in new[] { "System.Net.Http", "System.Net.Sockets" })
            found.ShouldContain(name);
    }

    [Fact]
    public void A_reference_that_is_not_allowed_is_found()
    {
        ReferencesBeside(Layer.Application.Assembly, "NodaTime").ShouldContain("FluentValidation");
        var found = ReferencesOf(Layer.Infrastructure.Assembly, StorageAndWeb);
        foreach (var name in new[] { "Marten", "Npgsql", "SkiaSharp", "RabbitMQ.Client", "Wolverine" })
            found.ShouldContain(name);
        ReferencesOf(Layer.WebApi.Assembly, StorageAndWeb).ShouldContain(name => name.StartsWith("Microsoft.AspNetCore"));
    }

    [Fact]
    public void Each_project_asks_for_its_own_packages_and_layers_only()
    {
        AskedFor(Layer.Domain.ProjectFile).ShouldBe(["NodaTime"]);
        AskedFor(Layer.Application.ProjectFile).ShouldBe(["../Domain/Domain.csproj", "FluentValidation"]);
        AskedFor(Layer.Verifier.ProjectFile).ShouldBe(["NSec.Cryptography"]);
        AskedFor(Layer.Infrastructure.ProjectFile).ShouldNotContain("../WebApi/WebApi.csproj");
    }

    [Fact]
    public void A_package_that_a_project_asks_for_is_found() =>
        AskedFor("<Project><ItemGroup><PackageReference Include=\"Marten\" /></ItemGroup></Project>").ShouldBe(["Marten"]);

    [Fact]
    public void Only_the_infrastructure_names_PostgreSQL_drivers_event_store_broker_and_image_decoder() =>
        Layer
            .All.Where(layer => layer != Layer.Infrastructure)
            .SelectMany(layer => layer.Sources)
            .SelectMany(NamesOfStorage)
            .ShouldBeEmpty();

    [Fact]
    public void A_name_of_storage_is_found_wherever_it_stands()
    {
        NamesOfStorage(Source("using Npgsql;")).ShouldHaveSingleItem();
        NamesOfStorage(Source("using JasperFx;\nusing Marten.Events;")).ShouldHaveSingleItem();
        NamesOfStorage(Source("new SkiaSharp.SKBitmap(); new NpgsqlConnection();")).Count().ShouldBe(2);
        NamesOfStorage(Source("// A marten is an animal.")).ShouldBeEmpty();
        Layer.Infrastructure.Sources.SelectMany(NamesOfStorage).ShouldNotBeEmpty();
    }

    [Fact]
    public void Neither_domain_nor_application_looks_at_a_clock_of_its_own_or_throws_dice()
    {
        DependingOn(Types.InAssembly(Layer.Domain.Assembly), [.. Clocks, .. Chance]).ShouldBeEmpty();
        DependingOn(Types.InAssembly(Layer.Application.Assembly), [.. Clocks, .. Chance])
            .ShouldBe(["ClinicNotes.Application.Access.TokenSecret"], "a token is random");
    }

    [Fact]
    public void A_clock_or_dice_is_found_inside_a_method()
    {
        var planted = Types.InAssembly(typeof(LooksAtTheClock).Assembly).That().ResideInNamespace(typeof(LooksAtTheClock).Namespace);
        DependingOn(planted, Clocks).ShouldContain(typeof(LooksAtTheClock).FullName!);
        DependingOn(planted, Clocks).ShouldContain(typeof(LooksAtTheSystemClock).FullName!);
        DependingOn(planted, Chance).ShouldBe([typeof(MakesAnId).FullName!]);
    }

    [Fact]
    public void The_domain_throws_nothing() => Layer.Domain.Sources.SelectMany(Throws).ShouldBeEmpty();

    [Fact]
    public void A_throw_is_found()
    {
        Throws(Source("    throw new ArgumentException();")).ShouldHaveSingleItem();
        Throws(Source("    user ?? throw new ArgumentException();")).ShouldHaveSingleItem();
        Throws(Source("    ArgumentNullException.ThrowIfNull(user);")).ShouldHaveSingleItem();
        Throws(Source("    // Nothing thrown here.")).ShouldBeEmpty();
    }

    private static string[] ReferencesBeside(Assembly assembly, params string[] allowed) =>
        [.. References(assembly).Where(name => !allowed.Contains(name) && !Libraries.Contains(name.Split('.')[0]))];

    private static string[] OwnReferences(Assembly assembly) => ReferencesOf(assembly, ["ClinicNotes"]);

    private static string[] ReferencesOf(Assembly assembly, string[] forbidden) =>
        [.. References(assembly).Where(name => forbidden.Any(f => name == f || name.StartsWith(f + ".", StringComparison.Ordinal)))];

    private static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static string[] AskedFor(string project) =>
        [
            .. XDocument
                .Parse(project)
                .Descendants()
                .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference")
                .Select(element => element.Attribute("Include")!.Value),
        ];

    private static IEnumerable<string> NamesOfStorage(SourceFile file) =>
        StorageName().Matches(file.Text).Select(match => $"{file}: {match.Value}");

    private static IEnumerable<string> Throws(SourceFile file) => Throw().Matches(file.Text).Select(match => $"{file}: {match.Value}");

    private static string[] DependingOn(PredicateList types, string[] names) => DependingOn(types.Should(), names);

    private static string[] DependingOn(Types types, string[] names) => DependingOn(types.Should(), names);

    private static string[] DependingOn(Conditions types, string[] names) =>
        [.. types.NotHaveDependencyOnAny(names).GetResult().FailingTypeNames ?? []];

    private static SourceFile Source(string text) => new(Layer.WebApi, "Planted.cs", text);

    [GeneratedRegex(@"\b(Marten|Npgsql|Weasel|SkiaSharp|RabbitMQ\.Client|Wolverine\.Postgresql)\w*")]
    private static partial Regex StorageName();

    [GeneratedRegex(@"\bthrow\b|\.Throw(If\w+)?\(")]
    private static partial Regex Throw();
}
