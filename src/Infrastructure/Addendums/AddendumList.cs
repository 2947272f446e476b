using ClinicNotes.Application;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Addendums;

internal sealed class AddendumList(NpgsqlDataSource database) : IAddendumList
{
    public Task<ListedIds> Page(WhichAddendums which, Sorting sorting, Paging paging, CancellationToken cancellation)
    {
        var page = new ListPage(which.ClinicId, "listed_addendums", "addendums_at", which.AsOf);
        page.Where("session_note_id =", NpgsqlDbType.Bigint, which.SessionNoteId);
        page.Where("responded =", NpgsqlDbType.Boolean, which.Responded);
        return page.Read(database, Counts(which), sorting, paging, cancellation);
    }

    private static string[]? Counts(WhichAddendums which) =>
        which is not { AsOf: null, SessionNoteId: null } ? null
        : which.Responded is not { } responded ? ["open_addendums", "responded_addendums"]
        : responded ? ["responded_addendums"]
        : ["open_addendums"];
}
