using System.Net;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>What cannot be read any more because somebody has changed it in the database is said so, and where.</summary>
public sealed class DamagedRecordTests(Database database)
{
    private const string Addendum = "stream_id = '{addendum}' and version = 1";
    private const string History = "/v1/clinic/session_notes/46/history";
    private const string Proof = "/v1/clinic/session_notes/46/proof";
    private const string Inclusion = "/v1/audit/log/proof/inclusion?position=1&size={size}";
    private const string NotItsBody = "version 1 of {addendum} cannot be read: its body is not that of the event addendum_requested";

    [Theory]
    [InlineData($"update mt_events set data = data || '{{\"requested_by\":\"me\"}}' where {Addendum}", History, NotItsBody)]
    [InlineData($"update mt_events set data = data - 'requested_as' where {Addendum}", History, NotItsBody)]
    [InlineData($"update mt_events set data = data - 'instructions' where {Addendum}", History, NotItsBody)]
    [InlineData($"update mt_events set data = data - 'requested_by' where {Addendum}", Proof, NotItsBody)]
    [InlineData(
        $"update mt_events set type = 'note_burnt' where {Addendum}",
        History,
        "version 1 of {addendum} is stored under the name note_burnt, which no event has"
    )]
    [InlineData(
        $"update mt_events set data = data || '{{\"copies\":1.5}}' where {Addendum}",
        Proof,
        "version 1 of {addendum} is no event of the service: The number 1.5 is no integer from -(2^53-1) to 2^53-1"
    )]
    [InlineData("update ledger_entries set leaf = 'short' where position = 2", Inclusion, "a hash of the ledger has not 32 bytes")]
    [InlineData("delete from ledger_entries where position = 2", Inclusion, "the ledger lacks entries between the positions 2 and 2")]
    public async Task Who_asks_for_it_is_told_what_is_damaged(string sql, string path, string damage)
    {
        await using var service = await new Service(await database.Make()).Start();
        var addendum = $"addendum-{await service.As("demo-supervisor").RequestsAnAddendum()}";
        var size = await LedgerOf.Signed(service);
        await service.Tamper(Filled(sql));

        var reply = await service.As("demo-auditor").Get(Filled(path));

        reply.ShouldBe(
            HttpStatusCode.InternalServerError,
            $$"""{"errors":"The record does not hold: {{Filled(damage)}}. That is not what the service recorded."}"""
        );

        string Filled(string text) =>
            text.Replace("{addendum}", addendum, StringComparison.Ordinal).Replace("{size}", $"{size}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_gone_is_missed_by_who_reads_what_it_was_given_with()
    {
        var connectionString = await database.Make();
        long id;
        await using (var service = await new Service(connectionString).Start())
            id = await service.As("demo-supervisor").RecordsASignOff();
        await using var later = await new Service(connectionString).Start();
        await later.Tamper("delete from signatures");

        var reply = await later.As("demo-auditor").Get($"{Client.SignOffs}/{id}");

        reply.ShouldBe(HttpStatusCode.InternalServerError);
        ((string)reply.Json["errors"]!).ShouldMatch(
            "^The record does not hold: the picture of the signature [0-9a-f]{64} is missing. That is not what the service recorded.$"
        );
    }
}
