using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Addendums;
using ClinicNotes.WebApi.Audit;
using ClinicNotes.WebApi.Contract;
using ClinicNotes.WebApi.Feed;
using ClinicNotes.WebApi.History;
using ClinicNotes.WebApi.Ledger;
using ClinicNotes.WebApi.SessionNotes;
using ClinicNotes.WebApi.Signatures;
using ClinicNotes.WebApi.SignOffs;
using ClinicNotes.WebApi.Webhooks;

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
        routes.MapSignatures();
        routes.MapHistory();
        routes.MapReport();
        routes.MapDownloads();
        routes.MapLog();
        routes.MapFeed();
        routes.MapEventSchemas();
        routes.MapWebhooks();
        routes.MapAudit();
        routes.MapContract();
    }
}
