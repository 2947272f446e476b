namespace ClinicNotes.WebApi.Audit;

/// <summary><c>/audit</c>: pages for auditors, rendered here from what the same handlers answer that answer the interface.</summary>
internal static class AuditPages
{
    public const string Path = "/audit";

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        var pages = routes.MapGroup(Path);
        pages.ExcludeFromDescription();
        pages.MapSignIn();
        pages.MapActivity();
        pages.MapNotes();
        pages.MapCompare();
        pages.MapFiles();
        pages.MapSharedSignatures();
        pages.MapSubscriptions();
    }

    /// <summary>Whether a request is for a person in front of a browser.</summary>
    public static bool IsPage(HttpContext http) => http.Request.Path.StartsWithSegments(Path);
}
