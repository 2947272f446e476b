using System.Reflection;
using ClinicNotes.Application;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure;
using ClinicNotes.Verifier;

namespace ClinicNotes.Architecture.Tests;

/// <summary>A layer: what it compiles to, and the files that a person wrote for it.</summary>
internal sealed record Layer(string Name, Assembly Assembly)
{
    public static readonly Layer Domain = new("Domain", typeof(Refusal).Assembly);
    public static readonly Layer Application = new("Application", typeof(ICommand).Assembly);
    public static readonly Layer Infrastructure = new("Infrastructure", typeof(InfrastructureDoor).Assembly);
    public static readonly Layer WebApi = new("WebApi", typeof(Program).Assembly);
    public static readonly Layer Verifier = new("Verifier", typeof(Verification).Assembly);
    public static readonly Layer[] All = [Domain, Application, Infrastructure, WebApi, Verifier];

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly string[] WrittenByMachine = ["bin/", "obj/", "Internal/Generated/"];

    public static string Repository { get; } = Above(AppContext.BaseDirectory);

    public string ProjectFile => File.ReadAllText(Path.Combine(Repository, "src", Name, $"{Name}.csproj"));

    /// <summary>The types that a person wrote.</summary>
    public Type[] Types => [.. Assembly.GetTypes().Where(type => IsInside(type.Namespace) && !type.Name.Contains('<'))];

    public SourceFile[] Sources
    {
        get
        {
            var folder = Path.Combine(Repository, "src", Name);
            return
            [
                .. Directory
                    .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                    .Select(file => new SourceFile(this, Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)))
                    .Where(file => !WrittenByMachine.Any(machine => file.Path.StartsWith(machine, Ordinal))),
            ];
        }
    }

    private bool IsInside(string? typesNamespace) => $"{typesNamespace}.".StartsWith($"ClinicNotes.{Name}.", Ordinal);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "ClinicNotes.sln")) ? folder : Above(Directory.GetParent(folder)!.FullName);
}

/// <param name="Layer">Whose file it is.</param>
/// <param name="Path">Where it lies in its layer, with slashes.</param>
/// <param name="Text">What it says.</param>
internal sealed record SourceFile(Layer Layer, string Path, string Text)
{
    public int Lines => Text.Split('\n').Length - 1;

    public override string ToString() => $"src/{Layer.Name}/{Path}";
}
