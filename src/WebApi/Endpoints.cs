using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Addendums;
using ClinicNotes.WebApi.Feed;
using ClinicNotes.WebApi.History;
using ClinicNotes.WebApi.Ledger;
using ClinicNotes.WebApi.SessionNotes;
using ClinicNotes.WebApi.SignOffs;

namespace ClinicNotes.WebApi;

/// <summary>All addresses of the service.</summary>
internal static class Endpoints
{
    public static void MapEverything(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapUsers();
        routes.MapTokens();
        routes.MapSessionNotes();
        routes.MapAddendums();
        routes.MapSignOffs();
        routes.MapHistory();
        routes.MapLog();
        routes.MapFeed();
    }
}
