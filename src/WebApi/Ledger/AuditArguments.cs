using System.Globalization;

namespace ClinicNotes.WebApi.Ledger;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Clinic">Whose ledger; <c>null</c> for those of all clinics.</param>
/// <param name="Export">The pack to write; <c>null</c> when the ledger is to be checked.</param>
internal sealed record AuditArguments(long? Clinic, ExportArguments? Export)
{
    public const string Usage = """
        clinicnotes audit check [--clinic ID]
        clinicnotes audit export --clinic ID (--note ID | --all) [--out FILE] [--against OLD-CHECKPOINT-FILE]

        check compares what is stored with the ledger, of one clinic or of all, and says what differs. It changes nothing, and the
        service may run meanwhile. Exit code 0: nothing differs. 1: something does. 2: it could not be checked.

        export writes a proof pack, of a session note or of the whole ledger, for ./clinicnotes audit verify.

          --out FILE       where to; otherwise standard output
          --against FILE   an older checkpoint that you kept: the pack then proves that the ledger has only grown since

        Exit code 0: it is written. 1: there is nothing to write, or it cannot be written. 2: this is not how to call it.
        """;

    private static readonly string[] OfCheck = ["--clinic"];
    private static readonly string[] OfExport = ["--clinic", "--note", "--all", "--out", "--against"];

    /// <returns>What was asked for, or <c>null</c> when it is no right call.</returns>
    public static AuditArguments? Of(string[] arguments) =>
        arguments switch
        {
            ["check", .. var rest] when Options(rest, OfCheck) is { } given && Ids(given) => new(Id(given, "--clinic"), null),
            ["export", .. var rest] when Options(rest, OfExport) is { } given && Ids(given) && Id(given, "--clinic") is { } clinic =>
                given.ContainsKey("--all") != given.ContainsKey("--note")
                    ? new(clinic, new(Id(given, "--note"), given.GetValueOrDefault("--out"), given.GetValueOrDefault("--against")))
                    : null,
            _ => null,
        };

    private static Dictionary<string, string>? Options(string[] arguments, string[] known)
    {
        var given = new Dictionary<string, string>();
        for (var at = 0; at < arguments.Length; at++)
        {
            var (name, value) = arguments[at].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[at], null);
            if (name == "--all" ? value is not null : value is null && ++at >= arguments.Length)
                return null;
            value ??= name == "--all" ? "" : arguments[at];
            if (!known.Contains(name) || (value == "" && name != "--all") || !given.TryAdd(name, value))
                return null;
        }

        return given;
    }

    private static bool Ids(Dictionary<string, string> given) =>
        given.Where(option => option.Key is "--clinic" or "--note").All(option => Id(given, option.Key) is not null);

    private static long? Id(Dictionary<string, string> given, string name) =>
        long.TryParse(given.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
}

/// <summary>Which pack to write.</summary>
/// <param name="Note">The session note; <c>null</c> for the whole ledger.</param>
/// <param name="Out">The file to write; <c>null</c> for standard output.</param>
/// <param name="Against">The file that holds an older checkpoint.</param>
internal sealed record ExportArguments(long? Note, string? Out, string? Against);
