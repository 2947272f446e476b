using System.Net;
using ClinicNotes.WebApi.Tests.Ledger;
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
            case when starts_with(id, 'addendum-') then 'addendum_requested' else 'sign_off_recorded' end, '2023-10-20T10:00:00Z', '1', 'any'
        from mt_streams where type = 'any'
        """;

    private const string NewAddendums = """
        call list_new_addendums(
            array['1', '1'], array[900007, 900008], array[46, 46], array['2023-10-20T10:00:00Z', '2023-10-20T10:00:00Z']::timestamptz[]
        )
        """;

    private const string NewSignOffs = """
        call list_new_sign_offs(
            array['1', '1'], array[900007, 900008], array[46, 46], array[123, 123], array['2023-10-20T10:00:00Z', '2023-10-20T10:00:00Z'],
            array['2023-10-20T10:00:00Z', '2023-10-20T10:00:00Z']::timestamptz[]
        )
        """;

    private const string Changes = """
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
        select nextval('mt_events_sequence'), gen_random_uuid(), stream, 2, data::jsonb, type, '2023-10-21T10:00:00Z', '1', 'any'
        from (
            values ('addendum-900007', 'addendum_responded', '{"addendum_id":900007,"session_note_id":46}'),
                ('sign-off-900007', 'sign_off_revised', '{"sign_off_id":900007,"session_note_id":46,"review_date":"2023-10-25T00:00:00Z"}')
        ) as changes (stream, type, data)
        """;

    private const string Response = """
        call list_responses(array['1'], array[900007], array['2023-10-21T10:00:00Z']::timestamptz[], array[2])
        """;

    private const string Revision = """
        call list_revisions(
            array['1'], array[900007], array['2023-10-25T00:00:00Z'], array['2023-10-21T10:00:00Z']::timestamptz[], array[2]
        )
        """;

    [Theory]
    [InlineData("addendum-900007", "call list_addendums(array['1'], array['addendum-900007'])")]
    [InlineData("sign-off-900007", "call list_sign_offs(array['1'], array['sign-off-900007'])")]
    public async Task A_list_follows_a_stream_by_reading_its_events_and_no_others_though_its_plan_was_made_when_there_were_few(
        string stream,
        string listing
    )
    {
        await using var service = new Service(await database.Make());
        await using var connection = await service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var call = 0; call < 10; call++)
            await Call(connection, listing);

        await service.Execute(ManyEvents);
        (await service.Scalar<long>($"select count(*) from mt_events where stream_id = '{stream}'")).ShouldBe(1);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Call(connection, listing);

        await using var read = new NpgsqlCommand(
            "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'mt_events'",
            connection
        );
        ((long)(await read.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).ShouldBe(1);
    }

    [Theory]
    [InlineData("addendums", NewAddendums)]
    [InlineData("sign_offs", NewSignOffs)]
    public async Task What_is_new_is_listed_as_its_events_say(string list, string listing)
    {
        await using var service = new Service(await database.Make());
        await service.Execute(ManyEvents);

        await service.Execute(listing);

        (await service.Scalar<string>(Listed(list))).ShouldBe("900007 at 1, 900008 at 1");
        (await service.Scalar<long>(Wrong(list))).ShouldBe(0);
        (await service.Scalar<decimal>("select sum(count) from listed_counts")).ShouldBe(2);
    }

    [Theory]
    [InlineData("addendums", "addendum-900007", NewAddendums)]
    [InlineData("sign_offs", "sign-off-900007", NewSignOffs)]
    public async Task What_is_new_is_listed_beside_what_a_rebuild_has_listed_before_and_knows_better(
        string list,
        string stream,
        string listing
    )
    {
        await using var service = new Service(await database.Make());
        await service.Execute(ManyEvents);
        await service.Execute($"call list_{list}(array['1'], array['{stream}']); update listed_{list} set version = 2");

        await service.Execute(listing);

        (await service.Scalar<string>(Listed(list))).ShouldBe("900007 at 2, 900008 at 1");
        (await service.Scalar<decimal>("select sum(count) from listed_counts")).ShouldBe(2);
    }

    [Theory]
    [InlineData("addendums", NewAddendums, Response)]
    [InlineData("sign_offs", NewSignOffs, Revision)]
    public async Task What_was_changed_is_listed_as_its_events_say_also_where_nothing_was_listed_of_it(
        string list,
        string listing,
        string change
    )
    {
        await using var service = new Service(await database.Make());
        await service.Execute($"{ManyEvents}; {Changes}; {listing}");

        await service.Execute(change);

        (await service.Scalar<string>(Listed(list))).ShouldBe("900007 at 2, 900008 at 1");
        (await service.Scalar<long>(Wrong(list))).ShouldBe(0);
        (await service.Scalar<decimal>("select sum(count) from listed_counts")).ShouldBe(2);

        await service.Execute($"delete from listed_{list} where id = 900007");
        await service.Execute(change);

        (await service.Scalar<string>(Listed(list))).ShouldBe("900007 at 2, 900008 at 1");
        (await service.Scalar<long>(Wrong(list))).ShouldBe(0);
    }

    [Theory]
    [InlineData("addendums", NewAddendums, Response)]
    [InlineData("sign_offs", NewSignOffs, Revision)]
    public async Task What_was_changed_is_not_listed_over_what_a_rebuild_has_listed_before_and_knows_better(
        string list,
        string listing,
        string change
    )
    {
        await using var service = new Service(await database.Make());
        await service.Execute(
            $"{ManyEvents}; {Changes}; {listing}; update listed_{list} set version = 3, updated_at = '2023-10-22T10:00:00Z'"
        );

        await service.Execute(change);

        (await service.Scalar<string>(Listed(list))).ShouldBe("900007 at 3, 900008 at 3");
        (await service.Scalar<bool>($"select bool_and(updated_at = '2023-10-22T10:00:00Z') from listed_{list}")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("addendums", NewAddendums, Response)]
    [InlineData("sign_offs", NewSignOffs, Revision)]
    public async Task What_was_changed_is_found_by_its_id_though_the_plan_was_made_when_there_was_little(
        string list,
        string listing,
        string change
    )
    {
        await using var service = new Service(await database.Make());
        await service.Execute($"{ManyEvents}; {Changes}; {listing}");
        await using var connection = await service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var call = 0; call < 10; call++)
            await Call(connection, change);

        var columns = list == "addendums" ? "false, created_at, updated_at" : "reviewer_id, review_date, created_at, updated_at";
        await service.Execute(
            $"insert into listed_{list} select '1', n, 46, {columns}, 1 from listed_{list}, generate_series(1, 5000) n where id = 900008"
        );
        await service.Execute($"update listed_{list} set version = 1 where id = 900007");
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var before = await Read();
        await Call(connection, change);

        // Those of the row that its changes have left, too.
        (await Read() - before).ShouldBeInRange(1, 10);

        async Task<long> Read()
        {
            await using var read = new NpgsqlCommand(
                $"select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'listed_{list}'",
                connection
            );
            return (long)(await read.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
    }

    [Fact]
    public async Task Of_changes_that_get_their_positions_together_each_leaves_its_mark()
    {
        var connectionString = await database.Make();
        await using (var service = await new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } }.Start())
        {
            var supervisor = service.As("demo-supervisor");
            var signOff = $"{Client.SignOffs}/{await supervisor.RecordsASignOff()}";
            foreach (var change in new[] { """{"review_date":"2023-10-27"}""", """{"instructions":"As discussed"}""" })
                (await supervisor.Put(signOff, $$"""{"session_note_id":46,"sign_off":{{change}}}""")).ShouldBe(HttpStatusCode.OK);
        }

        await using var keeping = await new Service(connectionString).Start();
        await LedgerOf.Placed(keeping);

        (await keeping.Scalar<string>(Listed("sign_offs"))).ShouldEndWith(" at 3");
        (await keeping.Scalar<long>(Wrong("sign_offs"))).ShouldBe(0);
        (await keeping.Scalar<bool>("select review_date = '2023-10-27T00:00:00Z' from listed_sign_offs")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("addendums", "addendum-900007")]
    [InlineData("sign_offs", "sign-off-900007")]
    public async Task A_service_of_the_version_before_goes_on_listing_what_is_new_once_the_schema_is_applied(string list, string stream)
    {
        await using var service = new Service(await database.Make());
        await service.Execute(ManyEvents);

        var number = await service.Scalar<long>($"select seq_id from mt_events where stream_id = '{stream}'");
        await service.Execute($"call list_new_{list}(array[{number}])");

        (await service.Scalar<long>($"select id from listed_{list}")).ShouldBe(900007);
    }

    [Fact]
    public async Task A_sign_off_is_listed_by_a_review_date_in_the_first_year_that_there_is()
    {
        await using var service = await new Service(await database.Make()).Start();
        var reply = await service
            .As("demo-supervisor")
            .Post(
                Client.SignOffs,
                $$$"""{"session_note_id":46,"sign_off":{"review_date":"0001-01-01","signature":"{{{Pictures.Signature}}}"}}"""
            );
        reply.ShouldBe(HttpStatusCode.Created);

        await LedgerOf.Placed(service);

        (await service.Scalar<bool>("select review_date = '0001-01-01T00:00:00Z' from listed_sign_offs")).ShouldBeTrue();
    }

    private static string Listed(string list) => $"select string_agg(id || ' at ' || version, ', ' order by id) from listed_{list}";

    /// <summary>How many of the rows are not what the events say.</summary>
    private static string Wrong(string list) =>
        $"""
            select count(*) from listed_{list} l
            where not exists (
                select from {list}_at('infinity') e where to_jsonb(e) - 'stream' = to_jsonb(l)
            )
            """;

    private static async Task Call(NpgsqlConnection connection, string procedure)
    {
        await using var call = new NpgsqlCommand(procedure, connection);
        await call.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
