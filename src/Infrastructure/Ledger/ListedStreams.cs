using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// Has the lists of addendums and sign-offs follow the ledger, in the transaction that makes its entries: no event can be in one and not in
/// the other.
/// </summary>
internal static class ListedStreams
{
    public static void Add(NpgsqlBatch batch, IReadOnlyList<CommittedEvent> events)
    {
        var streams = events.Where(e => e.Event.SessionNoteId is not null).Select(e => (e.ClinicId, e.Stream)).Distinct().ToList();
        if (streams.Count == 0)
            return;

        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("call list_streams($1, $2)")
            {
                Parameters =
                {
                    ArrayParameter.Of(NpgsqlDbType.Varchar, streams.Select(stream => stream.ClinicId)),
                    ArrayParameter.Of(NpgsqlDbType.Varchar, streams.Select(stream => stream.Stream)),
                },
            }
        );
    }
}
