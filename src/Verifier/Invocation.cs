namespace ClinicNotes.Verifier;

/// <summary>What was asked for on the command line.</summary>
/// <param name="File">The pack, or <c>-</c> for standard input.</param>
/// <param name="Keys">Verifier keys, or files that hold one.</param>
/// <param name="Against">A file that holds an older checkpoint.</param>
internal sealed record Invocation(string File, IReadOnlyList<string> Keys, string? Against)
{
    public const string Usage = """
        clinicnotes audit verify FILE [--key KEY]... [--against OLD-CHECKPOINT-FILE]

        Verifies a clinic's proof pack, without a network and without the service.

          FILE             the proof pack; - is standard input
          --key KEY        the verifier key that you had from elsewhere, or a file that holds it;
                           once more for each former key whose checkpoints you hold
          --against FILE   an older checkpoint that you kept: the ledger must only have grown since

        Exit code 0: everything holds. 1: something does not, or a file cannot be read. 2: this is not how to call it.
        """;

    /// <returns>What was asked for, or <c>null</c> when it is no right call.</returns>
    public static Invocation? Of(string[] arguments)
    {
        var (file, keys, against) = (default(string), new List<string>(), default(string));
        for (var at = 0; at < arguments.Length; at++)
        {
            var value = at + 1 < arguments.Length ? arguments[at + 1] : null;
            switch (arguments[at])
            {
                case "--key" when value is not null:
                    keys.Add(value);
                    at++;
                    break;
                case "--against" when against is null && value is not null:
                    (against, at) = (value, at + 1);
                    break;
                case ['-', _, ..]:
                    return null;
                case { Length: > 0 } name when file is null:
                    file = name;
                    break;
                default:
                    return null;
            }
        }

        return file is null ? null : new(file, keys, against);
    }
}
