using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using CsvHelper;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Task = System.Threading.Tasks.Task;

namespace ClinicNotes.WebApi.Tests.History;

public sealed class DownloadingAHistoryTests(RunningService running) : IClassFixture<RunningService>
{
    private static readonly string[] Extensions = ["csv", "ndjson", "fhir.json"];

    [Fact]
    public async Task Each_line_of_NDJSON_is_an_event_as_the_history_shows_it_and_none_is_missing()
    {
        var note = await ReviewedNote();
        for (var i = 0; i < 101; i++)
            await running.Provider.RequestsAnAddendum(note, $"Addendum {i}");

        var file = (await Download(note, "ndjson")).ShouldBe(HttpStatusCode.OK);

        file.ContentHeaders.ContentType!.ToString().ShouldBe("application/x-ndjson");
        file.ContentHeaders.ContentDisposition!.ToString().ShouldBe($"attachment; filename=session-note-{note}-history.ndjson");
        var lines = file.Body.Split('\n');
        lines[^1].ShouldBeEmpty();
        // An event's position may come between two reads.
        lines[..^1].Select(Unplaced).ShouldBe((await Steps(note)).Select(Unplaced));
        lines.Length.ShouldBe(106);
    }

    [Fact]
    public async Task CSV_has_a_row_for_each_change()
    {
        var note = await ReviewedNote();

        var file = (await Download(note, "csv")).ShouldBe(HttpStatusCode.OK);

        file.ContentHeaders.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        var rows = Rows(file.Body);
        rows[0]
            .ShouldBe(
                "position stream version type recorded_at actor_id actor_name actor_role field from to signature_sha256 request_id covers_stream covers_version stale".Split(
                    ' '
                )
            );
        rows.Skip(1)
            .Select(row => $"{row[3]} {row[8]}")
            .ShouldBe([
                "session_note_registered provider_id",
                "addendum_requested instructions",
                "addendum_responded instructions_response",
                "addendum_responded responded_signature",
                "sign_off_recorded review_date",
                "sign_off_recorded signature",
            ]);
        rows[3][4..8].ShouldBe(["2023-10-21T09:01:00.000Z", "123", "Demo Supervisor", "supervisor"]);
        rows[3][8..11].ShouldBe(["instructions_response", "", "Done"]);
        rows[5][10].ShouldBe("2023-10-27T21:40:00.000Z");
        rows[5][14..].ShouldBe(["2", "false"]);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"Click\")")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(1,1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("＝1")]
    [InlineData("＠SUM(1)")]
    public async Task No_text_is_a_formula_in_a_spreadsheet(string text)
    {
        var note = await Note();
        await running.Provider.RequestsAnAddendum(note, text);

        Rows((await Download(note, "csv")).Body)[2][10].ShouldBe("'" + text);
    }

    [Fact]
    public async Task CSV_begins_with_the_mark_by_which_spreadsheets_know_UTF8()
    {
        using var http = running.Service.CreateClient();
        http.DefaultRequestHeaders.Add("X-User-Token", "demo-auditor");

        var bytes = await http.GetByteArrayAsync(Address(46, "csv"), TestContext.Current.CancellationToken);

        bytes[..11].ShouldBe([0xEF, 0xBB, 0xBF, .. "position"u8]);
    }

    [Fact]
    public async Task Quotes_commas_and_line_ends_in_a_text_begin_no_other_cell()
    {
        const string text = "a,b;c \"quoted\"\r\n=1,\"=2\"";
        var note = await Note();
        await running.Provider.RequestsAnAddendum(note, text);

        var rows = Rows((await Download(note, "csv")).Body);

        rows.Count.ShouldBe(3);
        rows[2][10].ShouldBe(text);
    }

    [Fact]
    public async Task FHIR_is_a_Bundle_with_a_Provenance_and_an_AuditEvent_for_each_event_that_the_library_finds_valid()
    {
        var note = await ReviewedNote();

        var file = (await Download(note, "fhir.json")).ShouldBe(HttpStatusCode.OK);

        file.ContentHeaders.ContentType!.ToString().ShouldBe("application/fhir+json");
        var bundle = Valid(file.Body);
        bundle.Type.ShouldBe(Bundle.BundleType.Collection);
        bundle.Entry.Select(entry => entry.FullUrl).ShouldBeUnique();
        bundle.Entry.ShouldAllBe(entry => entry.FullUrl == $"urn:uuid:{entry.Resource!.Id}");
        var provenances = bundle.Entry.Select(entry => entry.Resource).OfType<Provenance>().ToArray();
        provenances
            .Select(provenance => provenance.Activity!.Text)
            .ShouldBe(["session_note_registered", "addendum_requested", "addendum_responded", "sign_off_recorded"]);
        var responded = provenances[2];
        responded.Target.Select(target => target.Identifier!.Value).Last().ShouldBe($"session-note-{note}");
        responded.Recorded!.Value.ToString("O").ShouldBe("2023-10-21T09:01:00.0000000+00:00");
        responded.Agent.ShouldHaveSingleItem().Who!.Display.ShouldBe("Demo Supervisor");
        responded.Signature.ShouldHaveSingleItem().Type[0].Display.ShouldBe("Addendum Signature");
        provenances[3].Signature.ShouldHaveSingleItem().Type[0].Display.ShouldBe("Review Signature");

        var audits = bundle.Entry.Select(entry => entry.Resource).OfType<AuditEvent>().ToArray();
        audits.Select(audit => audit.Action.ToString()).ShouldBe(["C", "C", "U", "C"]);
        var details = audits[2].Entity.ShouldHaveSingleItem().Detail.ToDictionary(detail => detail.Type!, detail => detail.Value!);
        details["instructions_response to"].ShouldBeOfType<FhirString>().Value.ShouldBe("Done");
        details["session_note_id"].ShouldBeOfType<FhirString>().Value.ShouldBe($"{note}");
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData("\u2028\u00a0")]
    [InlineData("a\u0085b")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("𝕏\ufeff")]
    public async Task A_text_that_FHIR_cannot_hold_as_a_string_is_there_as_its_bytes(string text)
    {
        var note = await Note();
        await running.Provider.RequestsAnAddendum(note, $"a{text}");

        var audit = Valid((await Download(note, "fhir.json")).Body).Entry.Select(entry => entry.Resource).OfType<AuditEvent>().Last();

        var value = audit.Entity[0].Detail.Single(detail => detail.Type == "instructions to").Value;
        (value is Base64Binary bytes ? System.Text.Encoding.UTF8.GetString(bytes.Value!) : ((FhirString)value!).Value).ShouldBe($"a{text}");
    }

    [Fact]
    public async Task The_same_history_is_the_same_file_again()
    {
        var note = await ReviewedNote();
        await LedgerOf.Placed(running.Service);

        foreach (var extension in Extensions)
            (await Download(note, extension)).Body.ShouldBe((await Download(note, extension)).Body);
    }

    [Fact]
    public async Task Auditor_and_admin_may_have_it_and_nobody_else()
    {
        foreach (var extension in Extensions)
        {
            foreach (var client in new[] { running.Auditor, running.Admin })
                (await client.Get(Address(46, extension))).ShouldBe(HttpStatusCode.OK);
            foreach (var client in new[] { running.Provider, running.Supervisor, running.Program })
                (await client.Get(Address(46, extension))).ShouldBe(HttpStatusCode.Forbidden);
            (await running.Service.As(null).Get(Address(46, extension))).ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_note_of_another_clinic_no_note_and_no_format_are_not_found()
    {
        foreach (var extension in Extensions)
        {
            var hidden = await running.OtherAuditor.Get(Address(46, extension));
            hidden.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Session note not found"}""");
            (await running.Auditor.Get($"/v1/clinic/session_notes/abc/history.{extension}")).ShouldBe(HttpStatusCode.NotFound, hidden.Body);
        }

        (await running.Auditor.Get(Address(46, "xlsx"))).ShouldBe(HttpStatusCode.NotFound);
    }

    private static Bundle Valid(string json)
    {
        new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict))
            .TryDeserializeResource(json, out var resource, out var issues)
            .ShouldBeTrue(string.Join('\n', issues.Select(issue => issue.Message)));
        return resource.ShouldBeOfType<Bundle>();
    }

    private static List<string[]> Rows(string csv)
    {
        using var reader = CsvReader.Create(new StringReader(csv), new CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }

    private static string Unplaced(string step)
    {
        var json = JsonNode.Parse(step)!.AsObject();
        json.Remove("position").ShouldBeTrue();
        return json.ToJsonString();
    }

    private async Task<List<string>> Steps(long note)
    {
        var steps = new List<string>();
        for (var page = 1; page <= 2; page++)
        {
            var history = await running.Auditor.Get($"/v1/clinic/session_notes/{note}/history?page={page}&page_size=100");
            steps.AddRange(history.Json["events"]!.AsArray().Select(e => e!.ToJsonString()));
        }

        return steps;
    }

    private static string Address(long note, string extension) => $"/v1/clinic/session_notes/{note}/history.{extension}";

    private Task<Reply> Download(long note, string extension) => running.Auditor.Get(Address(note, extension));

    private async Task<long> Note()
    {
        var note = Random.Shared.NextInt64(1_000_000, 9_000_000_000);
        (await running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":121}}""")).ShouldBe(
            HttpStatusCode.Created
        );
        return note;
    }

    /// <summary>A note with an addendum that was requested, and responded to with a signature, and a sign-off.</summary>
    private async Task<long> ReviewedNote()
    {
        running.Service.Clock.Reset(NodaTime.Instant.FromUtc(2023, 10, 21, 9, 0));
        var note = await Note();
        var addendum = await running.Provider.RequestsAnAddendum(note, "Look again");
        running.Service.Clock.AdvanceMinutes(1);
        var answer =
            $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"Done","responded_signature":"{{{Pictures.Signature}}}"}}""";
        (await running.Supervisor.Put($"{Client.Addendums}/{addendum}", answer)).ShouldBe(HttpStatusCode.OK);
        await running.Supervisor.RecordsASignOff(note);
        return note;
    }
}
