using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SignOffs;
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
        Call("call list_new_addendums($1)", Numbers(events.Where(e => e.Event is AddendumRequested)));
        Call("call list_new_sign_offs($1)", Numbers(events.Where(e => e.Event is SignOffRecorded)));
        Call("call list_addendums($1, $2)", Streams(events.Where(e => e.Event is AddendumResponded)));
        Call("call list_sign_offs($1, $2)", Streams(events.Where(e => e.Event is SignOffRevised)));

        void Call(string procedure, NpgsqlParameter[]? given)
        {
            if (given is null)
                return;

            var call = new NpgsqlBatchCommand(procedure);
            call.Parameters.AddRange(given);
            batch.BatchCommands.Add(call);
        }
    }

    private static NpgsqlParameter[]? Numbers(IEnumerable<CommittedEvent> of) =>
        of.Select(e => e.Number).ToArray() is { Length: > 0 } numbers ? [ArrayParameter.Of(NpgsqlDbType.Bigint, numbers)] : null;

    private static NpgsqlParameter[]? Streams(IEnumerable<CommittedEvent> of) =>
        of.ToArray() is { Length: > 0 } changed
            ?
            [
                ArrayParameter.Of(NpgsqlDbType.Varchar, changed.Select(e => e.ClinicId)),
                ArrayParameter.Of(NpgsqlDbType.Varchar, changed.Select(e => e.Stream)),
            ]
            : null;
}
