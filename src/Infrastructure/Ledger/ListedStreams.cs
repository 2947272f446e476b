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
        if (events.OfKind<AddendumRequested>() is { Count: > 0 } requested)
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

        if (events.OfKind<SignOffRecorded>() is { Count: > 0 } recorded)
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

        if (events.LastOfEach<AddendumResponded>((_, last) => last) is { Count: > 0 } responded)
        {
            batch.BatchCommands.Add(
                new("call list_responses($1, $2, $3, $4)")
                {
                    Parameters =
                    {
                        Column(responded, NpgsqlDbType.Varchar, (placed, _) => placed.ClinicId),
                        Column(responded, NpgsqlDbType.Bigint, (_, e) => e.AddendumId),
                        Column(responded, NpgsqlDbType.TimestampTz, (_, e) => e.RespondedAt.ToDateTimeUtc()),
                        Column(responded, NpgsqlDbType.Bigint, (placed, _) => placed.Version),
                    },
                }
            );
        }

        if (events.LastOfEach<SignOffRevised>(WithReviewDate) is { Count: > 0 } revised)
        {
            batch.BatchCommands.Add(
                new("call list_revisions($1, $2, $3, $4, $5)")
                {
                    Parameters =
                    {
                        Column(revised, NpgsqlDbType.Varchar, (placed, _) => placed.ClinicId),
                        Column(revised, NpgsqlDbType.Bigint, (_, e) => e.SignOffId),
                        Column(
                            revised,
                            NpgsqlDbType.Varchar,
                            (_, e) => e.ReviewDate is { } date ? InstantPattern.ExtendedIso.Format(date) : null
                        ),
                        Column(revised, NpgsqlDbType.TimestampTz, (_, e) => e.RevisedAt.ToDateTimeUtc()),
                        Column(revised, NpgsqlDbType.Bigint, (placed, _) => placed.Version),
                    },
                }
            );
        }
    }

    /// <summary>The date that the later of two revisions leaves.</summary>
    private static SignOffRevised WithReviewDate(SignOffRevised before, SignOffRevised last) =>
        last with
        {
            ReviewDate = last.ReviewDate ?? before.ReviewDate,
        };

    private static NpgsqlParameter<TValue[]> Column<TEvent, TValue>(
        List<(CommittedEvent Placed, TEvent Event)> events,
        NpgsqlDbType type,
        Func<CommittedEvent, TEvent, TValue> part
    ) => ArrayParameter.Of(type, events.Select(given => part(given.Placed, given.Event)));
}
