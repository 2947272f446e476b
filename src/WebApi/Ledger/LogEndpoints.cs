using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>/v1/audit/log</c>: the ledger of the caller's clinic, for tools that know C2SP tlog-tiles and nothing else of the service.</summary>
internal static class LogEndpoints
{
    private const string Path = "/v1/audit/log";

    public static void MapLog(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Path}/checkpoint", (HttpContext http, CancellationToken ended) => http.Part(new LogPart.Checkpoint(), ended));
        routes.MapGet($"{Path}/key", (HttpContext http, CancellationToken ended) => http.Part(new LogPart.Key(), ended));
        routes.MapGet($"{Path}/tile/entries/{{**tile}}", Entries);
        routes.MapGet($"{Path}/tile/{{level}}/{{**tile}}", Tile);
        routes.MapGet($"{Path}/export", Export);
        routes.MapGet("/v1/clinic/session_notes/{id}/proof", Proof);
        routes.MapGet($"{Path}/proof/inclusion", Inclusion);
        routes.MapGet($"{Path}/proof/consistency", Consistency);
    }

    private static Task<IResult> Entries(HttpContext http, string tile, CancellationToken cancellation) =>
        http.Part(LogPath.Parse(tile) is var (index, width) ? new LogPart.Entries(index, width) : null, cancellation);

    private static Task<IResult> Tile(HttpContext http, string level, string tile, CancellationToken cancellation) =>
        http.Part(
            int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == level
            && LogPath.Parse(tile) is var (index, width)
                ? new LogPart.Tile(number, index, width)
                : null,
            cancellation
        );

    private static Task<IResult> Inclusion(HttpContext http, CancellationToken cancellation) =>
        http.Proven(TreeProof.Inclusion, cancellation);

    private static Task<IResult> Consistency(HttpContext http, CancellationToken cancellation) =>
        http.Proven(TreeProof.Consistency, cancellation);

    private static Task<IResult> Proven(this HttpContext http, TreeProof kind, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        return http.Query(new ReadTreeProof(http.Actor(), kind, query.Id(kind.OfField), query.Id(kind.SizeField)), cancellation);
    }

    private static Task<IResult> Export(HttpContext http, CancellationToken cancellation) =>
        http.Query(new ReadProof(http.Actor(), new ProofOf.Ledger(), http.Request.Query.Text("against")), cancellation);

    private static Task<IResult> Proof(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadProof(http.Actor(), new ProofOf.Note(PathId.Parse(id)), http.Request.Query.Text("against")), cancellation);

    private static Task<IResult> Part(this HttpContext http, LogPart? part, CancellationToken cancellation) =>
        http.Query(new ReadLog(http.Actor(), part), cancellation);
}
