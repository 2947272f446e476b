using System.Text;

namespace ClinicNotes.Bench;

/// <summary>What a client does again and again: the requests of one connection, and what an answer must hold.</summary>
/// <param name="Name">As reports name it.</param>
/// <param name="Needs">How many addendums must have been requested before it starts, shared by the connections.</param>
/// <param name="Expected">What the body of each answer must hold.</param>
/// <param name="Request">The request with this number, given the ids of the addendums that the connection has.</param>
internal sealed record Workload(string Name, int Needs, string Expected, Func<int, IReadOnlyList<long>, byte[]> Request)
{
    private const string Instructions = "Please fix this issue asap, names don't match";

    public static Workload CreateAddendum { get; } =
        Constant(
            "create addendum",
            "/v1/clinic/session_notes/addendums",
            $$$"""{"session_note_id":46,"addendum":{"instructions":"{{{Instructions}}}"}}"""
        );

    public static Workload CreateSignedAddendum { get; } =
        Constant(
            "create addendum, signed",
            "/v1/clinic/session_notes/addendums",
            $$$"""{"session_note_id":46,"addendum":{"instructions":"{{{Instructions}}}","signature":"{{{Pictures.Signature4kB}}}"}}"""
        );

    public static Workload RecordSignOff { get; } =
        Constant(
            "record sign-off, 4 kB signature",
            "/v1/clinic/session_notes/sign_offs",
            $$$"""{"session_note_id":99,"sign_off":{"instructions":"{{{Instructions}}}","review_date":"2023-10-27T21:40:00.000Z","signature":"{{{Pictures.Signature4kB}}}"}}"""
        );

    public static Workload Respond { get; } =
        new(
            "respond",
            Needs: 640,
            "instructions_response",
            (number, addendums) =>
                Http(
                    "PUT",
                    Address(addendums[number % addendums.Count]),
                    $$$"""{"session_note_id":46,"addendum":{"instructions_response":"Fixing the names with the correct data, {{{number}}}"}}"""
                )
        );

    public static Workload ReadOne { get; } =
        new("read one", Needs: 640, "instructions_response", (number, addendums) => Get(Address(addendums[number % addendums.Count])));

    /// <summary>Reads addendums that are there already.</summary>
    public static Workload ReadOneOf(IReadOnlyList<long> addendums) =>
        new("read one", Needs: 0, "\"id\":", (number, _) => Get(Address(One(addendums, number))));

    /// <summary>Page 1 of the list of addendums: all of them, those changed last first, and those that wait for an answer.</summary>
    public static Workload List { get; } =
        new(
            "list, page 1",
            Needs: 0,
            "\"pagination\":",
            (number, _) =>
                Get(
                    "/v1/clinic/session_notes/addendums?" + (number % 2 == 0 ? "sort_by=updated_at&sort_dir=DESC" : "status=open"),
                    "demo-auditor"
                )
        );

    public static Workload HistoryOf(IReadOnlyList<long> notes) =>
        new(
            "history of a note",
            Needs: 0,
            "\"position\":",
            (number, _) => Get(Any($"/v1/clinic/session_notes/{One(notes, number)}/history"), "demo-auditor")
        );

    /// <summary>Asks for proofs that entries are in the ledger as it was at a size.</summary>
    public static Workload InclusionIn(long size) =>
        new(
            "inclusion proof",
            Needs: 0,
            "\"hashes\":",
            (number, _) =>
                Get(Any($"/v1/audit/log/proof/inclusion?position={1 + ((uint)number * 2654435761L % size)}&size={size}"), "demo-auditor")
        );

    public static IReadOnlyList<Workload> All { get; } = [CreateAddendum, CreateSignedAddendum, RecordSignOff, Respond, ReadOne];

    private static Workload Constant(string name, string path, string body)
    {
        var request = Http("POST", path, body);
        return new(name, Needs: 0, "\"id\":", (_, _) => request);
    }

    private static string Address(long addendum) => Any($"/v1/clinic/session_notes/addendums/{addendum}");

    private static string Any(FormattableString path) => FormattableString.Invariant(path);

    private static long One(IReadOnlyList<long> ids, int number) => ids[(int)((uint)number * 2654435761 % (uint)ids.Count)];

    private static byte[] Get(string path, string token = "your_token_here") =>
        Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: bench\r\nX-User-Token: {token}\r\n\r\n");

    private static byte[] Http(string method, string path, string body) =>
        Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: bench\r\nX-User-Token: your_token_here\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
        );
}
