using ClinicNotes.Application;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.SignOffs;

internal sealed class SignOffList(NpgsqlDataSource database) : ISignOffList
{
    public Task<ListedIds> Page(WhichSignOffs which, Sorting sorting, Paging paging, CancellationToken cancellation)
    {
        var page = new ListPage(which.ClinicId, "listed_sign_offs", "sign_offs_at", which.AsOf);
        page.Where("session_note_id =", NpgsqlDbType.Bigint, which.SessionNoteId);
        page.Where("reviewer_id =", NpgsqlDbType.Bigint, which.ReviewerId);
        page.Where("review_date >=", NpgsqlDbType.TimestampTz, which.From);
        page.Where("review_date <=", NpgsqlDbType.TimestampTz, which.To);
        page.Where("review_date <", NpgsqlDbType.TimestampTz, which.Before);
        page.Where("review_date >=", NpgsqlDbType.TimestampTz, which.NotBefore);
        var isEverything = which == new WhichSignOffs(which.ClinicId, null, null, null, null, null, null, null);
        return page.Read(database, isEverything ? ["sign_offs"] : null, sorting, paging, cancellation);
    }
}
