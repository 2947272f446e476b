using ClinicNotes.Domain;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Infrastructure.Storage;
using NodaTime.Text;
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
        if (Of<AddendumRequested>(events) is { Count: > 0 } requested)
        {
            batch.BatchCommands.Add(
                new("call list_new_addendums($1, $2, $3, $4)")
                {
                    Parameters =
                    {
                        Column(requested, NpgsqlDbType.Varchar, (placed, _) => placed.ClinicId),
                        Column(requested, NpgsqlDbType.Bigint, (_, e) => e.AddendumId),
                        Column(requested, NpgsqlDbType.Bigint, (_, e) => e.SessionNoteId),
                        Column(requested, NpgsqlDbType.TimestampTz, (_, e) => e.RequestedAt.ToDateTimeUtc()),
                    },
                }
            );
        }

        if (Of<SignOffRecorded>(events) is { Count: > 0 } recorded)
        {
            batch.BatchCommands.Add(
                new("call list_new_sign_offs($1, $2, $3, $4, $5, $6)")
                {
                    Parameters =
                    {
                        Column(recorded, NpgsqlDbType.Varchar, (placed, _) => placed.ClinicId),
                        Column(recorded, NpgsqlDbType.Bigint, (_, e) => e.SignOffId),
                        Column(recorded, NpgsqlDbType.Bigint, (_, e) => e.SessionNoteId),
                        Column(recorded, NpgsqlDbType.Bigint, (_, e) => e.ReviewerId),
                        // As a time Npgsql would take the first moment of the year 1 for minus infinity.
                        Column(recorded, NpgsqlDbType.Varchar, (_, e) => InstantPattern.ExtendedIso.Format(e.ReviewDate)),
                        Column(recorded, NpgsqlDbType.TimestampTz, (_, e) => e.RecordedAt.ToDateTimeUtc()),
                    },
                }
            );
        }

        AddChanged(batch, "call list_addendums($1, $2)", Of<AddendumResponded>(events));
        AddChanged(batch, "call list_sign_offs($1, $2)", Of<SignOffRevised>(events));
    }

    private static void AddChanged<T>(NpgsqlBatch batch, string listing, List<(CommittedEvent Placed, T Event)> changed)
    {
        if (changed.Count == 0)
            return;

        batch.BatchCommands.Add(
            new(listing)
            {
                Parameters =
                {
                    Column(changed, NpgsqlDbType.Varchar, (placed, _) => placed.ClinicId),
                    Column(changed, NpgsqlDbType.Varchar, (placed, _) => placed.Stream),
                },
            }
        );
    }

    private static List<(CommittedEvent Placed, T Event)> Of<T>(IReadOnlyList<CommittedEvent> events)
        where T : IRecorded
    {
        var found = new List<(CommittedEvent, T)>();
        foreach (var placed in events)
        {
            if (placed.Event is T e)
                found.Add((placed, e));
        }

        return found;
    }

    private static NpgsqlParameter<TValue[]> Column<TEvent, TValue>(
        List<(CommittedEvent Placed, TEvent Event)> events,
        NpgsqlDbType type,
        Func<CommittedEvent, TEvent, TValue> part
    ) => ArrayParameter.Of(type, events.Select(given => part(given.Placed, given.Event)));
}
