using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Audit;

/// <summary><c>/audit/signatures</c>: the signature images that several users gave, or that were given on several session notes.</summary>
internal static class SharedSignaturePages
{
    public static void MapSharedSignatures(this IEndpointRouteBuilder pages) => pages.MapGet("/signatures", Show);

    private static async Task<IResult> Show(HttpContext http, CancellationToken cancellation)
    {
        var outcome = await http.Ask(new ReadSharedSignatures(http.Actor(), http.Request.Query.Paging()), cancellation);
        return outcome is Outcome.Found { Response: SharedSignaturesResponse found }
            ? RenderedPage.Of<SharedSignaturesPage>(new SharedSignaturesModel(found, PageLinks.Of(http.Request)))
            : Answer.To(outcome);
    }
}

/// <param name="Found">The signatures.</param>
/// <param name="Links">The address of the page.</param>
public sealed record SharedSignaturesModel(SharedSignaturesResponse Found, PageLinks Links);
