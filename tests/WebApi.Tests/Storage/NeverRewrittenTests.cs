using System.Net;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Storage;

public sealed class NeverRewrittenTests(RunningService running) : IClassFixture<RunningService>
{
    [Theory]
    [InlineData("update mt_events set data = data", "mt_events")]
    [InlineData("delete from mt_events where seq_id = 1", "mt_events")]
    [InlineData("truncate mt_events cascade", "mt_events")]
    [InlineData("update signatures set png = png", "signatures")]
    [InlineData("delete from ledger_entries where position = 1", "ledger_entries")]
    [InlineData("update ledger_hashes set hash = hash", "ledger_hashes")]
    [InlineData("delete from ledger_checkpoints", "ledger_checkpoints")]
    public async Task What_is_recorded_cannot_be_changed_by_mistake_even_by_who_owns_the_tables(string sql, string table)
    {
        var refused = await Should.ThrowAsync<PostgresException>(running.Service.Execute(sql));
        refused.SqlState.ShouldBe("CN002");
        refused.MessageText.ShouldBe($"what is recorded in {table} is never changed or deleted");
    }

    [Theory]
    [InlineData("update mt_events set data = data")]
    [InlineData("delete from mt_events")]
    [InlineData("truncate mt_events cascade")]
    [InlineData("alter table mt_events disable trigger never_rewritten")]
    [InlineData("drop trigger never_rewritten on mt_events")]
    [InlineData("create or replace function refuse_to_rewrite() returns trigger language plpgsql as 'begin return new; end'")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("update mt_streams set id = 'addendum-1'")]
    [InlineData("delete from mt_streams")]
    [InlineData("update signatures set png = png")]
    [InlineData("delete from signatures")]
    [InlineData("update ledger_entries set leaf = leaf")]
    [InlineData("delete from ledger_entries")]
    [InlineData("update ledger_hashes set hash = hash")]
    [InlineData("delete from ledger_hashes")]
    [InlineData("update ledger_checkpoints set note = note")]
    [InlineData("delete from ledger_checkpoints")]
    [InlineData("create table elsewhere (id int)")]
    [InlineData("create or replace function append_events() returns int language sql as 'select 1'")]
    public async Task The_role_of_the_service_may_not_change_what_is_recorded_nor_what_guards_it(string sql)
    {
        await using var service = new NpgsqlConnection(Database.OfService(running.Service.ConnectionString));
        await service.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, service);

        var refused = await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_service_whose_role_has_no_rights_yet_is_not_ready_and_gets_them_from_who_applies_the_schema()
    {
        await running.Service.Execute("revoke all on all tables in schema public from clinicnotes_service");
        await using var unprepared = new Service(running.Service.ConnectionString)
        {
            Settings = { ["Database:ApplyAtStart"] = "false", ["DemoData:Seed"] = "false" },
        };
        await unprepared.Start();
        (await unprepared.As(null).Get("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        await using var prepared = await new Service(running.Service.ConnectionString).Start();

        await prepared.IsReady();
        (await prepared.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
    }
}
