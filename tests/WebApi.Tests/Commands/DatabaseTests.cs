namespace ClinicNotes.WebApi.Tests.Commands;

/// <summary>Bringing a database up and looking at it, from the command line.</summary>
public sealed class DatabaseTests(Database database)
{
    [Fact]
    public async Task An_empty_database_is_brought_to_the_schema_and_serves_then()
    {
        await using var service = Unmigrated(await database.MakeEmpty());
        var lacking = await Called.Program(service, "db", "check");
        lacking.Code.ShouldBe(1);
        lacking.Said.ShouldContain("The database lacks the schema of this version");
        var refused = await Called.Program(service, "users", "list", "--clinic", "1");
        (refused.Code, refused.Said).ShouldBe((1, ""));
        refused.Complaint.ShouldContain("./clinicnotes db apply");
        (await Called.Program(service, "describe", "--json")).Json["stored"]!["schema_applied_at"].ShouldBeNull();

        (await Called.Program(service, "db", "apply", "--json")).Json["applied"]!.GetValue<bool>().ShouldBeTrue();

        (await Called.Program(service, "db", "apply", "--json")).Json["applied"]!.GetValue<bool>().ShouldBeFalse();
        (await Called.Program(service, "db", "check")).Said.ShouldBe("The database is as this version needs it.\n");
        await service.Start();
        await service.IsReady();
    }

    [Theory]
    [InlineData(
        "grant update on mt_events to clinicnotes_service",
        "The role clinicnotes_service may do other things with mt_events than it is to."
    )]
    [InlineData(
        "revoke insert on signatures from clinicnotes_service",
        "The role clinicnotes_service may do other things with signatures than it is to."
    )]
    [InlineData(
        "revoke update (version) on mt_streams from clinicnotes_service",
        "The role clinicnotes_service may do other things with mt_streams than it is to."
    )]
    [InlineData("grant delete on ledger_map to public", "The role clinicnotes_service may do other things with ledger_map than it is to.")]
    [InlineData(
        "alter table ledger_entries disable trigger never_rewritten",
        "ledger_entries is not guarded: its trigger never_rewritten is missing or disabled."
    )]
    [InlineData(
        "drop trigger never_rewritten on signatures",
        "signatures is not guarded: its trigger never_rewritten is missing or disabled."
    )]
    public async Task What_was_changed_by_hand_is_found_and_put_right(string change, string fault)
    {
        await using var service = Unmigrated(await database.Make());
        await service.Execute(change);

        var called = await Called.Program(service, "db", "check", "--json");

        called.Code.ShouldBe(1);
        called.Json.ToJsonString().ShouldBe($$"""{"faults":["{{fault}}"]}""");
        (await Called.Program(service, "db", "apply")).Said.ShouldBe("The database has the schema of this version now.\n");
        (await Called.Program(service, "db", "check")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task An_installation_is_described_without_its_secrets()
    {
        await using var service = await new Service(await database.Make()).Start();
        await Ledger.LedgerOf.Signed(service);

        var described = await Called.Program(service, "describe", "--json");

        described.Code.ShouldBe(0, described.Complaint);
        described.Json.Select(field => field.Key).ShouldBe(["version", "environment", "settings", "stored"]);
        described.Json["settings"]!["Ledger__Key"]!.GetValue<string>().ShouldBe("(hidden)");
        described.Said.ShouldNotContain(Ledger.LedgerOf.Key);
        var stored = described.Json["stored"]!;
        stored["service_role"]!.GetValue<string>().ShouldBe("clinicnotes_service");
        stored["schema_applied_at"].ShouldNotBeNull();
        var clinic = stored["clinics"]!.AsArray()[0]!;
        (clinic["id"]!.GetValue<long>(), clinic["users"]!.GetValue<long>(), clinic["session_notes"]!.GetValue<long>()).ShouldBe(
            (1, 5, 200)
        );
        clinic["verifier_key"]!.GetValue<string>().ShouldStartWith("clinicnotes/1+");
        clinic["signed_size"]!.GetValue<long>().ShouldBePositive();

        var inWords = await Called.Program(service, "describe");
        inWords.Said.ShouldContain("clinicnotes_service");
        inWords.Said.ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("Host=db;Password=s3cr3t;Username=u", "s3cr3t")]
    [InlineData("Host=db;PWD=s3cr3t;Ssl Password=other", "other")]
    [InlineData("amqp://user:s3cr3t@db:5672/clinic", "s3cr3t")]
    public void A_password_in_a_connection_string_is_hidden(string connectionString, string secret)
    {
        var settings = WebApi.Commands.SettingsInEffect.Of(
            new Microsoft.Extensions.Configuration.ConfigurationManager { ["ConnectionStrings:Postgres"] = connectionString }
        );

        settings["ConnectionStrings__Postgres"].ShouldNotContain(secret);
        settings["ConnectionStrings__Postgres"].ShouldContain("db");
    }

    private static Service Unmigrated(string connectionString) =>
        new(connectionString) { Settings = { ["Database:ApplyAtStart"] = "false", ["DemoData:Seed"] = "false" } };
}
