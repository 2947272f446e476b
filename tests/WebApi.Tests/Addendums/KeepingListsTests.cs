using System.Globalization;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Addendums;

public sealed class KeepingListsTests(Database database)
{
    private const string ManyEvents = """
        insert into mt_streams (tenant_id, id, type, version)
        select '1', kind || n, 'any', 1 from generate_series(900001, 905000) n, unnest(array['addendum-', 'sign-off-']) kind;
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
        select nextval('mt_events_sequence'), gen_random_uuid(), id, 1, jsonb_build_object('session_note_id', 46, 'reviewer_id', 123,
                'review_date', '2023-10-20T10:00:00Z', 'addendum_id', substring(id from 10)::bigint, 'sign_off_id', substring(id from 10)::bigint),
            case when starts_with(id, 'addendum-') then 'addendum_requested' else 'sign_off_recorded' end, now(), '1', 'any'
        from mt_streams where type = 'any'
        """;

    [Theory]
    [InlineData("call list_addendums(array['1'], array['addendum-900007'])")]
    [InlineData("call list_sign_offs(array['1'], array['sign-off-900007'])")]
    [InlineData("call list_new_addendums(array[{0}])")]
    [InlineData("call list_new_sign_offs(array[{0}])")]
    public async Task A_list_follows_a_stream_by_reading_its_events_and_no_others_though_its_plan_was_made_when_there_were_few(
        string listing
    )
    {
        var stream = listing.Contains("sign_offs", StringComparison.Ordinal) ? "sign-off-900007" : "addendum-900007";
        await using var service = new Service(await database.Make());
        await using var connection = await service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var call = 0; call < 10; call++)
            await Call(connection, string.Format(CultureInfo.InvariantCulture, listing, 0));

        await service.Execute(ManyEvents);
        var number = await service.Scalar<long>($"select seq_id from mt_events where stream_id = '{stream}'");
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Call(connection, string.Format(CultureInfo.InvariantCulture, listing, number));

        await using var read = new NpgsqlCommand(
            "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'mt_events'",
            connection
        );
        ((long)(await read.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).ShouldBe(1);
    }

    private static async Task Call(NpgsqlConnection connection, string procedure)
    {
        await using var call = new NpgsqlCommand(procedure, connection);
        await call.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
