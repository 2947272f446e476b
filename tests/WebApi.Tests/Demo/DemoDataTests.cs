using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace ClinicNotes.WebApi.Tests.Demo;

public sealed class DemoDataTests(RunningService running, Database database) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Clinic_1_has_notes_1_to_200_and_clinic_2_has_notes_1001_to_1100()
    {
        (
            await running.Service.Scalar<long[]>(
                """
                select array[count(*) filter (where tenant_id = '1' and (data ->> 'session_note_id')::int between 1 and 200),
                             count(*) filter (where tenant_id = '2' and (data ->> 'session_note_id')::int between 1001 and 1100), count(*)]
                from mt_events where type = 'session_note_registered'
                """
            )
        ).ShouldBe([200, 100, 300]);
    }

    [Theory]
    [InlineData("demo-provider", 121, "provider")]
    [InlineData("demo-supervisor", 123, "supervisor")]
    [InlineData("your_token_here", 123, "supervisor")]
    [InlineData("demo-admin", 124, "admin")]
    public async Task Each_demo_token_is_its_user_in_the_users_role(string token, long user, string role)
    {
        var id = await running.Service.As(token).RequestsAnAddendum();

        (
            await running.Service.Scalar<string>(
                $"select (data ->> 'requested_by') || ' ' || (data ->> 'requested_as') from mt_events where stream_id = 'addendum-{id}'"
            )
        ).ShouldBe($"{user} {role}");
    }

    [Fact]
    public async Task Auditor_and_service_have_tokens_too_and_user_223_supervises_clinic_2()
    {
        (await running.Auditor.Post(Client.Addendums, "{}")).ShouldBe(HttpStatusCode.Forbidden);
        (await running.Program.Post(Client.Addendums, "{}")).ShouldBe(HttpStatusCode.Forbidden);
        (await running.OtherClinic.RecordsASignOff(note: 1001)).ShouldBePositive();
    }

    [Fact]
    public async Task Seeding_again_records_nothing()
    {
        var before = await running.Service.Scalar<long>(
            "select count(*) from mt_events where type not in ('addendum_requested', 'ledger_committed')"
        );

        await using var again = await new Service(running.Service.ConnectionString).Start();

        (await again.Scalar<long>("select count(*) from mt_events where type not in ('addendum_requested', 'ledger_committed')")).ShouldBe(
            before
        );
    }

    [Fact]
    public async Task A_service_that_is_not_asked_to_seeds_nothing()
    {
        await using var service = new Service(await database.MakeEmpty()) { Settings = { ["DemoData:Seed"] = "false" } };
        await service.Start();

        (await service.Scalar<long>("select count(*) from mt_events")).ShouldBe(0);
        (await service.As("demo-admin").Post(Client.Addendums, "{}")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void A_service_started_for_production_refuses_to_seed()
    {
        RefusedIn(Environments.Production, "true").ShouldNotBeNull().ShouldStartWith("DemoData__Seed=true is refused outside development");
        RefusedIn("Staging", "true").ShouldNotBeNull();
        RefusedIn(Environments.Production, "false").ShouldBeNull();
        RefusedIn(Environments.Development, "true").ShouldBeNull();
    }

    private static string? RefusedIn(string environment, string seed)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration["DemoData:Seed"] = seed;
        return DemoData.RefusedIn(builder);
    }
}
