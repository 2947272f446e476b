using ClinicNotes.Application.Signatures;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Signatures;

/// <summary><c>/v1/clinic/signatures</c>: the images that events name by their digests.</summary>
internal static class SignatureEndpoints
{
    public static void MapSignatures(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/clinic/signatures/{sha256}", Read);

    private static Task<IResult> Read(HttpContext http, string sha256, CancellationToken cancellation) =>
        http.Query(new ReadSignature(http.Actor(), sha256), cancellation);
}
