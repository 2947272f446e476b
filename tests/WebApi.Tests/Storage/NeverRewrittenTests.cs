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
    public async Task What_is_recorded_cannot_be_changed_over_a_connection_of_the_service(string sql, string table)
    {
        var refused = await Should.ThrowAsync<PostgresException>(running.Service.Execute(sql));
        refused.SqlState.ShouldBe("CN002");
        refused.MessageText.ShouldBe($"what is recorded in {table} is never changed or deleted");
    }
}
