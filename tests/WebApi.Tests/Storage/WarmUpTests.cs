using System.Net;

namespace ClinicNotes.WebApi.Tests.Storage;

public sealed class WarmUpTests(Database database)
{
    [Fact]
    public async Task Starting_changes_nothing_in_the_database()
    {
        var connectionString = await database.Make();
        await using var service = new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } };
        var before = await Contents(service);

        await service.Start();

        await service.IsReady();
        (await Contents(service)).ShouldBe(before);
        service.Log.Count("Error ").ShouldBe(0);
    }

    [Fact]
    public async Task A_service_that_starts_without_its_database_is_ready_once_that_is_there()
    {
        await using var service = new Service(await database.Make())
        {
            Settings = { ["Database:ApplyAtStart"] = "false", ["DemoData:Seed"] = "false" },
        };
        await service.DatabaseGoesAway();

        await service.Start();
        (await service.As(null).Get("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        await service.DatabaseComesBack();
        await service.IsReady();
        (await service.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
    }

    [Fact]
    public async Task A_service_that_makes_its_schema_warms_up_once_that_is_there()
    {
        await using var service = await new Service(await database.MakeEmpty()).Start();

        await service.IsReady();

        service.Log.Text.ShouldContain("append_events");
        service.Log.Count("Warming up failed").ShouldBe(0);
    }

    private static async Task<string> Contents(Service service) =>
        await service.Scalar<string>(
            """
            select concat_ws(' ', (select count(*) from mt_events), (select count(*) from mt_streams), (select count(*) from signatures),
                (select last_value from mt_events_sequence), (select last_value from addendum_id))
            """
        );
}
