using System.Net;

namespace ClinicNotes.WebApi.Tests.Storage;

public sealed class DatabaseAwayTests(Database database)
{
    [Fact]
    public async Task A_service_is_ready_with_its_database_not_ready_without_and_alive_in_either_case()
    {
        await using var service = await new Service(await database.Make()).Start();
        await service.IsReady();

        await service.DatabaseGoesAway();

        (await service.As(null).Get("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await service.As(null).Get("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await service.As("demo-supervisor").Post(Client.Addendums, "{}"))
            .ShouldBe(
                HttpStatusCode.ServiceUnavailable,
                """{"errors":"The database does not answer at the moment; look whether the request was carried out before you send it again."}"""
            )
            .Headers.RetryAfter!.ToString()
            .ShouldBe("1");

        await service.DatabaseComesBack();

        await service.IsReady();
        (await service.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
    }

    [Fact]
    public async Task Two_services_that_start_on_an_empty_database_at_once_both_become_ready()
    {
        var connectionString = await database.MakeEmpty();
        await using var one = new Service(connectionString) { Settings = { ["DemoData:Seed"] = "false" } };
        await using var other = new Service(connectionString) { Settings = { ["DemoData:Seed"] = "false" } };

        await Task.WhenAll(Task.Run(one.Start), Task.Run(other.Start));

        await one.IsReady();
        await other.IsReady();
    }

    [Fact]
    public async Task A_database_of_an_earlier_version_is_brought_to_this_one_and_keeps_what_it_holds()
    {
        const string otherIndexes = """
            select array_agg(format('%s %s', indexrelid, indexrelid::regclass) order by indexrelid) from pg_index
            where indrelid in ('mt_events'::regclass, 'mt_streams'::regclass) and indexrelid::regclass::text <> 'token_by_sha256'
            """;
        var connectionString = await database.Make();
        string[] before;
        await using (var earlier = await new Service(connectionString).Start())
        {
            await earlier.As("demo-supervisor").RequestsAnAddendum();
            before = await earlier.Scalar<string[]>(otherIndexes);
            await earlier.Execute("update clinicnotes_schema set fingerprint = 'of an earlier version'; drop index token_by_sha256");
        }

        await using var later = await new Service(connectionString).Start();

        await later.IsReady();
        (await later.Scalar<long>("select count(*) from mt_events where type = 'addendum_requested'")).ShouldBe(1);
        (await later.Scalar<long>("select count(*) from pg_indexes where indexname = 'token_by_sha256'")).ShouldBe(1);
        (await later.Scalar<string[]>(otherIndexes)).ShouldBe(
            before,
            "An index of all events takes long to make, and keeps writers waiting."
        );
    }

    [Fact]
    public async Task Two_services_that_seed_an_empty_database_at_once_seed_it_once()
    {
        var connectionString = await database.MakeEmpty();
        await using var one = new Service(connectionString);
        await using var other = new Service(connectionString);

        await Task.WhenAll(Task.Run(one.Start), Task.Run(other.Start));

        (await one.Scalar<long>("select count(*) from mt_events where type = 'session_note_registered'")).ShouldBe(300);
        (await one.Scalar<long>("select count(*) from mt_events where type = 'token_issued'")).ShouldBe(8);
        (await other.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
    }
}
