using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>The ledger of the clinic, and proofs of what is in it.</summary>
internal static class LedgerCalls
{
    public const string Tag = "Ledger";

    private const string Path = "/v1/audit/log";
    private const string Text = "text/plain";
    private const string Bytes = "application/octet-stream";
    private const string Pack = "application/x-ndjson";

    public static IReadOnlyList<Call> All { get; } =
    [
        Part("checkpoint", "readCheckpoint", "Read the newest checkpoint", Text, "A signed note."),
        Part(
            "key",
            "readVerifierKey",
            "Read the verifier keys",
            Text,
            "Verifier keys in signed-note form, a line each, the one in use first."
        ),
        Part("tile/entries/{tile}", "readEntries", "Read the entries of a tile", Bytes, "Each entry after its length in two bytes.", Tile),
        Part("tile/{level}/{tile}", "readTile", "Read a tile", Bytes, "256 hashes, or as many as asked for.", Level, Tile),
        Export($"{Path}/export", "exportLedger", "Export the ledger") with
        {
            Refuses = [404],
        },
        Export(
            "/v1/clinic/session_notes/{id}/proof",
            "proveSessionNote",
            "Get a proof pack of a session note",
            Ask.Path("id", "The note.", Values.Id())
        ),
        Proof(
            "inclusion",
            "proveInclusion",
            "Prove that an entry is in a tree",
            ("position", "The position of the entry."),
            ("size", "The size of the tree.")
        ),
        Proof(
            "consistency",
            "proveConsistency",
            "Prove that a tree grew from another",
            ("from", "The size of the smaller tree."),
            ("to", "The size of the other.")
        ),
    ];

    private static Parameter Level => Ask.Path("level", "The level, from 0.", Values.Whole(0, 63, 0));

    private static Parameter Tile =>
        Ask.Path(
            "tile",
            "The index as tlog-tiles writes it, such as `067` or `x001/234`, with its slashes as they are; `.p/5` after it asks for the first five.",
            Values.Given(@"^(x[0-9]{3}/){0,5}[0-9]{3}(\.p/[1-9][0-9]{0,2})?$", "000")
        );

    private static Call Part(string part, string id, string summary, string mediaType, string says, params Parameter[] parameters) =>
        new(Tag, "GET", $"{Path}/{part}", id, summary)
        {
            Says = "As C2SP tlog-tiles has it. What there is not, or not yet, is a `404`.",
            May = WhoMay.Audit,
            IsConditional = true,
            Parameters = parameters,
            Refuses = [404],
            Gives = [Answers.Plain(mediaType, says), Answers.NotModified],
        };

    private static Call Export(string path, string id, string summary, params Parameter[] parameters) =>
        new(Tag, "GET", path, id, summary)
        {
            Says = "A file that can be verified offline, without the service.",
            May = WhoMay.Audit,
            IsConditional = true,
            Parameters = [.. parameters, Ask.Against],
            Gives = [Answers.File(Pack, "The proof pack."), Answers.NotModified],
        };

    private static Call Proof(string kind, string id, string summary, (string Name, string Says) of, (string Name, string Says) size) =>
        new(Tag, "GET", $"{Path}/proof/{kind}", id, summary)
        {
            Says = "The hashes of the proof, in the order of RFC 6962.",
            May = WhoMay.Audit,
            IsConditional = true,
            Parameters = [Ask.Needed(of.Name, of.Says, Values.Id(1)), Ask.Needed(size.Name, size.Says, Values.Id(2))],
            Gives = [Answers.Shown<ProofResponse>("The proof."), Answers.NotModified],
        };
}
