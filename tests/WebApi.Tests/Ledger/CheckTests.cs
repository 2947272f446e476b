using System.Globalization;
using ClinicNotes.WebApi.Tests.Commands;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class CheckTests(Database database)
{
    private const string Addendum = "(select min(seq_id) from mt_events where type = 'addendum_requested')";

    [Fact]
    public async Task Nothing_differs_in_what_the_service_recorded()
    {
        await using var service = await Recorded();

        (await LedgerOf.Differences(service)).ShouldBeEmpty();
        (await LedgerOf.Differences(service, clinic: 2)).ShouldBeEmpty();
        (await LedgerOf.Differences(service, clinic: 9)).ShouldBe(["Clinic 9: it has no ledger."]);
    }

    [Theory]
    [InlineData(
        $"update mt_events set data = jsonb_set(data, '{{instructions}}', '\"Nothing to correct\"') where seq_id = {Addendum}",
        "addendum-* version 1: the event is not the one that got this position."
    )]
    [InlineData(
        "update mt_events set type = 'addendum_responded', data = data || '{\"responded_by\":1,\"responded_as\":\"admin\",\"responded_at\":\"2023-10-20T10:00:00Z\"}' where type = 'addendum_requested'",
        "addendum-* version 1: the event is not the one that got this position."
    )]
    [InlineData("update mt_events set type = 'no_such_type' where type = 'addendum_requested'", ": no entry can be made of the event: *")]
    [InlineData(
        $"update mt_events set data = jsonb_set(data, '{{addendum_id}}', '\"forty-six\"') where seq_id = {Addendum}",
        "Clinic 1: the lists cannot be held against the events, as one of these cannot be read."
    )]
    [InlineData(
        $"update mt_events set tenant_id = null where seq_id = {Addendum}",
        "Clinic 1, position *: no entry can be made of the event: *"
    )]
    [InlineData(
        $"update mt_events set stream_id = null where seq_id = {Addendum}",
        "Clinic 1, position *: no entry can be made of the event: *"
    )]
    [InlineData("delete from mt_events where type = 'sign_off_recorded'", "Clinic 1, position *: the event is gone.")]
    [InlineData("delete from mt_events where type = 'sign_off_recorded'", "sign-off-*: the stream must have the versions 1 to *")]
    [InlineData(
        "delete from mt_events where type = 'addendum_responded'; update mt_streams set version = 1 where id like 'addendum-%'",
        "Clinic 1, position *: the event is gone."
    )]
    [InlineData(
        """
            insert into mt_streams (tenant_id, id, type, version) values ('1', 'addendum-999999', 'addendum', 1);
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            select 0, gen_random_uuid(), 'addendum-999999', 1, data, type, timestamp, tenant_id, mt_dotnet_type
            from mt_events where type = 'addendum_requested' limit 1
            """,
        "Clinic 1, addendum-999999 version 1: the event is in no ledger."
    )]
    [InlineData(
        """
            insert into mt_streams (tenant_id, id, type, version) values ('1', 'mt_hidden', 'addendum', 1);
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            select 0, gen_random_uuid(), 'mt_hidden', 1, data, type, timestamp, tenant_id, mt_dotnet_type
            from mt_events where type = 'addendum_requested' limit 1
            """,
        "Clinic 1, mt_hidden version 1: the event is in no ledger."
    )]
    [InlineData(
        "update mt_events set timestamp = timestamp - interval '1 day' where type = 'sign_off_recorded'",
        "sign-off-* version 1: the time by which the event is found is not that of its body."
    )]
    [InlineData(
        "update mt_events set timestamp = timestamp + interval '1 day' where type = 'session_note_registered' and stream_id = 'session-note-46'",
        "session-note-46 version 1: the time by which the event is found is not that of its body."
    )]
    [InlineData(
        "update mt_events set user_name = '1' where type = 'sign_off_recorded'",
        "sign-off-* version 1: the actor by whom the event is found is not that of its body."
    )]
    [InlineData(
        """
            create temp table two as select position, event_number from ledger_entries where clinic_id = '1' and position in (2, 3);
            update ledger_entries set event_number = -position where clinic_id = '1' and position in (2, 3);
            update ledger_entries l set event_number = t.event_number from two t where l.clinic_id = '1' and t.position = 5 - l.position
            """,
        "Clinic 1, position 2, session-note-* version 1: the event is not the one that got this position."
    )]
    [InlineData(
        "update signatures s set png = o.png from signatures o where o.sha256 <> s.sha256",
        "sign-off-* version 1: the stored signature is not the one that was given."
    )]
    [InlineData("delete from signatures", "sign-off-* version 1: the signature is missing.")]
    [InlineData(
        "update ledger_entries set leaf = sha256('forged') where clinic_id = '1' and position = 7",
        "Clinic 1, position 7, session-note-* version 1: the event is not the one that got this position."
    )]
    [InlineData(
        "update ledger_entries set leaf = 'short' where clinic_id = '1' and position = 7",
        "Clinic 1, position 7: no entry can be made *"
    )]
    [InlineData(
        "delete from ledger_entries where clinic_id = '1' and position in (7, 8)",
        "Clinic 1, position 7: the entries from here up to position 8 are missing."
    )]
    [InlineData(
        "update ledger_hashes set hash = sha256('forged') where clinic_id = '1'",
        "Clinic 1: the stored hash 0 of level 1 is not that of its entries."
    )]
    [InlineData("delete from ledger_hashes where clinic_id = '1'", "Clinic 1: the hash 0 of level 1 is missing.")]
    [InlineData(
        "delete from ledger_entries where clinic_id = '1' and position > (select max(size) - 2 from ledger_checkpoints where clinic_id = '1')",
        "Clinic 1: the ledger ends at position *, but * entries were signed: it was cut."
    )]
    [InlineData(
        "delete from ledger_entries where clinic_id = '1' and position > (select max(size) - 2 from ledger_checkpoints where clinic_id = '1')",
        "Clinic 1, ledger version *: the event is in no ledger."
    )]
    [InlineData(
        "update ledger_checkpoints set note = overlay(note placing 'AAAA' from 30) where clinic_id = '1' and size = (select max(size) from ledger_checkpoints where clinic_id = '1')",
        "Clinic 1, position *: the checkpoint of size * is not signed by a key of this service."
    )]
    [InlineData(
        $"update mt_events set data = jsonb_set(data, '{{instructions}}', '\"Nothing to correct\"') where seq_id = {Addendum}",
        "Clinic 1, position *: the first * entries are not those that the checkpoint of this size is of."
    )]
    [InlineData(
        "update ledger_map set block = set_byte(block, length(block) - 1, get_byte(block, length(block) - 1) # 1) where clinic_id = '1' and path = ''",
        "Clinic 1: 1 stored blocks of the map of session notes are not what they must be, the first at \"\"."
    )]
    [InlineData(
        "update mt_events set data = jsonb_set(data, '{session_notes}', '7') where type = 'ledger_committed' and tenant_id = '1'",
        "ledger version *: the map of session notes that is committed here is not *"
    )]
    [InlineData(
        "update listed_addendums set responded = false where responded",
        "Clinic 1, addendum-*: the list of addendums does not show what its events say."
    )]
    [InlineData(
        "delete from listed_sign_offs where session_note_id = 47 and clinic_id = '1'",
        "Clinic 1, sign-off-*: the list of sign-offs lacks it."
    )]
    [InlineData(
        "insert into listed_addendums select clinic_id, 999999, 1, false, created_at, updated_at, 1 from listed_addendums limit 1",
        "Clinic 1, addendum-999999: the list of addendums has it, but no event tells of it."
    )]
    [InlineData(
        "update listed_counts set count = count + 2 where clinic_id = '1' and list = 'open_addendums'",
        "Clinic 1: the count of open addendums is 2 too high."
    )]
    public async Task What_was_done_in_the_database_is_found_where_it_is(string tampering, string sentence)
    {
        await using var service = await Recorded();

        await service.Tamper(tampering);

        var pattern = "^.*" + System.Text.RegularExpressions.Regex.Escape(sentence).Replace("\\*", ".*") + "$";
        (await LedgerOf.Differences(service)).ShouldContain(found => System.Text.RegularExpressions.Regex.IsMatch(found, pattern));
    }

    [Fact]
    public async Task What_is_too_new_to_be_listed_is_no_difference()
    {
        await using var service = await Recorded();
        await service.As("demo-supervisor").RequestsAnAddendum();
        await service.Tamper("update listed_counts set count = count + 1 where clinic_id = '1' and list = 'sign_offs'");

        (await LedgerOf.Differences(service)).ShouldBe(["Clinic 1: the count of sign offs is 1 too high."]);
    }

    [Fact]
    public async Task A_commitment_covers_also_what_could_not_be_committed_to_while_the_ledger_was_spoiled()
    {
        const string spoil =
            "update ledger_checkpoints set note = replace(note, 'clinicnotes/{0}', 'clinicnotes/{1}') where clinic_id = '1'";
        await using var service = await new Service(await database.Make()).Start();
        await LedgerOf.Signed(service);
        await service.Tamper(string.Format(CultureInfo.InvariantCulture, spoil, 1, 9));
        await service.As("demo-supervisor").RequestsAnAddendum();
        await Patiently.Until(() => Task.FromResult(service.Log.Count("A ledger contradicts what was signed of it.") > 0));

        await service.Tamper(string.Format(CultureInfo.InvariantCulture, spoil, 9, 1));
        await service.As("demo-supervisor").RequestsAnAddendum(note: 99);
        await LedgerOf.Signed(service);

        (await LedgerOf.Differences(service)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_key_it_says_that_the_checkpoints_cannot_be_checked_and_where_a_key_goes()
    {
        await using var service = await Recorded();
        await using var keyless = await new Service(service.ConnectionString)
        {
            Settings = { ["Ledger:Keep"] = "false", ["Ledger:Key"] = "" },
        }.Start();

        (await LedgerOf.Differences(keyless)).ShouldContain(found =>
            found.EndsWith("cannot be checked: Ledger__Key, Ledger__KeyFile and Ledger__FormerKeys name no key.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_program_checks_and_exports_from_the_command_line()
    {
        await using var service = await Recorded();
        var right = await Called.Program(service, "audit", "check");
        (right.Code, right.Said[..15]).ShouldBe((0, "Nothing differs"));
        (await Called.Program(service, "audit", "check", "--clinic", "0")).Code.ShouldBe(2);
        (await Called.Program(service, "audit", "export", "--note", "46")).Code.ShouldBe(2);
        (await Called.Program(service, "audit", "export", "--clinic", "1", "--note", "77777")).Code.ShouldBe(1);

        var older = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint");
        var signed = await service.Scalar<string>("select note from ledger_checkpoints where clinic_id = '1' order by size limit 1");
        await File.WriteAllTextAsync(older, signed, TestContext.Current.CancellationToken);
        foreach (var what in new[] { "--note=46", "--all" })
        {
            var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.proof");
            (await Called.Program(service, "audit", "export", "--clinic", "1", what, "--out", file, "--against", older)).Code.ShouldBe(0);
            (await Called.Verifier(file, "--against", older)).Code.ShouldBe(0);
            (await Called.Program(service, "audit", "export", "--clinic", "1", what, "--out", file)).Code.ShouldBe(0);
            (await Called.Verifier(file, "--against", older)).Code.ShouldBe(1);
            (await Called.Verifier(file)).Code.ShouldBe(0);
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(
                (await Called.Program(service, "audit", "export", "--clinic=1", what)).Said
            );
            File.Delete(file);
        }

        File.Delete(older);
        (await Called.Program(service, "audit", "check", "--json")).Json["differences"]!.AsArray().ShouldBeEmpty();

        await service.Tamper("update listed_counts set count = count + 1 where clinic_id = '1' and list = 'sign_offs'");
        (await Called.Program(service, "audit", "check", "--clinic=1")).Said.ShouldContain("1 difference in clinic 1, of ");
        await service.Tamper("delete from signatures");
        (await Called.Program(service, "audit", "check", "--clinic=1")).Code.ShouldBe(1);
        (await Called.Program(service, "audit", "check", "--clinic=2")).Code.ShouldBe(0);
    }

    /// <summary>A service that has recorded a little of everything, and keeps no ledger any more.</summary>
    private async Task<Service> Recorded()
    {
        var connectionString = await database.Make();
        await using (var keeping = await new Service(connectionString).Start())
        {
            var supervisor = keeping.As("demo-supervisor");
            var id = await supervisor.RequestsAnAddendum();
            await supervisor.Put($"{Client.Addendums}/{id}", """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}""");
            await LedgerOf.Signed(keeping);
            foreach (var (note, picture) in new[] { (46, Pictures.Signature), (47, Pictures.OtherSignature) })
            {
                await supervisor.Post(
                    Client.SignOffs,
                    $$$"""{"session_note_id":{{{note}}},"sign_off":{"review_date":"2023-10-27","signature":"{{{picture}}}"}}"""
                );
            }

            await LedgerOf.FillsATile(keeping);
            await LedgerOf.Signed(keeping);
            await LedgerOf.Signed(keeping, clinic: 2);
        }

        return await new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } }.Start();
    }
}
