using System.Text;
using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("verifier");

    private string Pack => Written("pack", Story.NotePack.Bytes);

    private string Key => Written("key", Vectors.ByFile["key"]);

    private string Older => Written("older", Vectors.ByFile["older.checkpoint"]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_right_pack_gives_0_and_says_what_was_verified()
    {
        var root = Story.Ledger.Checkpoint(26).Split('\n')[2];
        Run(Pack, "--key", Story.Key.Text, "--against", Older)
            .ShouldBe(
                (
                    0,
                    $"""
                    The proof holds: nothing is missing, changed, moved or back-dated.
                    Verified:   all events of session note 46 of clinic 1: 8
                    As of:      2026-03-01T09:00:28.000Z
                    Checkpoint: clinicnotes/1, 26 events, root {root}
                    Since:      your older checkpoint of 10 events, the ledger has only grown
                    Key:        {Story.Key.Text}
                                the one that you gave.

                    """,
                    ""
                )
            );
    }

    [Fact]
    public void Without_a_key_the_pack_names_it_and_the_auditor_is_told_to_compare_it()
    {
        var (exitCode, output, _) = Run(Written("ledger", Story.LedgerPack.Bytes));
        exitCode.ShouldBe(0);
        output.ShouldContain("Verified:   the whole ledger of clinic 1: 26 events\n");
        output.ShouldContain("Since:      an older checkpoint of 18 events, the ledger has only grown\n");
        output.ShouldEndWith(
            $"""
            Key:        {Story.Key.Text}
                        the one in the pack. Compare it with a copy that you had from elsewhere: a forger can sign a ledger of his own.

            """
        );
    }

    [Fact]
    public void A_pack_comes_from_standard_input_too_and_the_key_from_a_file()
    {
        var output = new StringWriter();
        Program.Run(["-", "--key", Key], new MemoryStream(Story.NotePack.Bytes), output, TextWriter.Null).ShouldBe(0);
    }

    [Fact]
    public void With_several_keys_it_names_the_one_that_signed()
    {
        var former = new LedgerKey("clinicnotes/1", seed: 9);
        Run(Pack, "--key", Written("former", Encoding.UTF8.GetBytes(former.Text)), "--key", Key, "--against", Older)
            .Output.ShouldEndWith(
                $"""
                Key:        {Story.Key.Text}
                            one of those that you gave.

                """
            );
        Run(Pack, "--key", Key, "--key", "nonsense").Output.ShouldContain("nonsense is no verifier key, and no file that holds one.");
    }

    [Fact]
    public void A_wrong_pack_gives_1_and_says_what_is_wrong_and_where() =>
        Run(Written("wrong", Story.LedgerPack.With(p => p.Lines.RemoveAt(4)).Bytes))
            .ShouldBe(
                (
                    1,
                    "REFUSED: this proof does not hold.\n"
                        + "Line 6 (position 6, session-note-49 version 1): position 5 must come here: "
                        + "an event was taken out, put in, repeated or moved.\n",
                    ""
                )
            );

    [Fact]
    public void A_file_that_cannot_be_read_gives_1()
    {
        var nothing = Path.Combine(_folder.FullName, "nothing");
        Run(nothing).ShouldBe((1, $"REFUSED: this proof does not hold.\nThe file {nothing} cannot be read.\n", ""));
        Run(_folder.FullName).ExitCode.ShouldBe(1);
        Run(Pack, "--against", nothing).Output.ShouldContain($"The file {nothing} cannot be read.");
        Run(Pack, "--against", Key).Output.ShouldContain($"{Key} is no checkpoint.");
        Run(Pack, "--key", "nonsense").Output.ShouldContain("nonsense is no verifier key, and no file that holds one.");
        Run(Pack, "--key", Older).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData()]
    [InlineData("pack", "pack")]
    [InlineData("pack", "--key")]
    [InlineData("--key", "key")]
    [InlineData("pack", "--key", "a", "--key")]
    [InlineData("pack", "--against", "a", "--against", "b")]
    [InlineData("pack", "--fast")]
    [InlineData("")]
    public void A_wrong_call_gives_2_and_tells_how_to_call_it(params string[] call) => Run(call).ShouldBe((2, "", Invocation.Usage + "\n"));

    [Fact]
    public void Help_gives_0() => Run("--help").ShouldBe((0, Invocation.Usage + "\n", ""));

    private static (int ExitCode, string Output, string Errors) Run(params string[] call)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        return (Program.Run(call, Stream.Null, output, errors), output.ToString(), errors.ToString());
    }

    private string Written(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
