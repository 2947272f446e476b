using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>The files in docs/audit, for whoever writes another verifier.</summary>
public class VectorTests
{
    private static readonly string Folder = Path.Combine(Above(AppContext.BaseDirectory), "docs", "audit");

    public static TheoryData<string> Files => [.. Vectors.ByFile.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_model_still_makes_exactly_these_bytes(string file) =>
        File.ReadAllBytes(Path.Combine(Folder, file)).ShouldBe(Vectors.ByFile[file]);

    [Theory]
    [InlineData("note.proof")]
    [InlineData("ledger.proof")]
    public void The_verifier_accepts_them(string file)
    {
        var output = new StringWriter();
        string[] call =
        [
            Path.Combine(Folder, file),
            "--key",
            Path.Combine(Folder, "key"),
            "--against",
            Path.Combine(Folder, "older.checkpoint"),
        ];
        Program.Run(call, Stream.Null, output, TextWriter.Null).ShouldBe(0, output.ToString());
    }

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "ClinicNotes.sln")) ? folder : Above(Directory.GetParent(folder)!.FullName);
}
