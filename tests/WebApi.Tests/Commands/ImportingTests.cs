using System.Diagnostics;
using System.Text;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Commands;

public sealed class ImportingTests(Database database) : IAsyncLifetime
{
    private const int First = 100_001;

    private static readonly (string Line, string Why)[] Bad =
    [
        ("{", "The line is not JSON."),
        ("[1]", "The line is not a JSON object."),
        ("""{"id":1,"id":2,"clinic_id":1,"provider_id":7}""", "The line names a key twice in one object."),
        (
            """{"id":"1","clinic_id":1.5,"provider_id":true}""",
            "id is not a number, clinic_id is not a number, provider_id is not a number."
        ),
        ("""{"id":0,"clinic_id":9007199254740992}""", "id is invalid, clinic_id is invalid, provider_id can't be blank."),
        ($$"""{"id":1,"clinic_id":1,"provider_id":7,"more":"{{new string('x', 70_000)}}"}""", "The line is longer than 64 KiB."),
        ("""{"id":46,"clinic_id":2,"provider_id":121}""", "Session note is registered by another clinic."),
        ("""{"id":47,"clinic_id":1,"provider_id":7}""", "Session note is registered, of another provider."),
        ($$"""{"id":{{First}},"clinic_id":3,"provider_id":8}""", "Session note is registered, of another provider."),
        (new string('[', 100_000), "The line is longer than 64 KiB."),
        (new string('[', 1_000), "The line is nested too deeply; 64 levels are the most."),
        ("\u0001", "The line is not JSON."),
    ];

    private readonly string _file = Path.GetTempFileName();
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await new Service(await database.Make()).Start();
        await _service.As(null).Get("/health/ready");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        File.Delete(_file);
        File.Delete(_file + ".bad");
    }

    [Fact]
    public async Task Good_lines_are_registered_and_bad_ones_are_named_by_their_numbers()
    {
        List<string> lines = [.. Lines(5_000)];
        foreach (var (index, bad) in Bad.Index())
            lines.Insert(400 * (index + 1), bad.Line);
        lines.InsertRange(50, ["", "  ", "\r"]);
        await File.WriteAllTextAsync(_file, string.Join('\n', lines), Encoding.UTF8, TestContext.Current.CancellationToken);

        var called = await Called.Program(_service, "notes", "import", _file, "--bad", _file + ".bad");

        called.Code.ShouldBe(1);
        called.Said.ShouldStartWith($"5000 session notes are registered now, 0 were before, {Bad.Length} lines are bad: ");
        string[] sentences = [.. Bad.Select(bad => $"Line {lines.IndexOf(bad.Line) + 1}: {bad.Why}")];
        called.Complaint.TrimEnd('\n').Split('\n').ShouldBe(sentences);
        (await File.ReadAllLinesAsync(_file + ".bad", TestContext.Current.CancellationToken)).ShouldBe(sentences);
        (await Registered()).ShouldBe(5_000);
        await LedgerOf.Placed(_service);
        (await _service.As("demo-supervisor").RequestsAnAddendum(note: First + 4_999)).ShouldBePositive();

        var again = await Called.Program(_service, "notes", "import", _file, "--json");

        again.Code.ShouldBe(1);
        again.Json.Select(field => field.Key).ShouldBe(["registered", "registered_before", "bad", "seconds"]);
        again.Json["registered"]!.GetValue<long>().ShouldBe(0);
        again.Json["registered_before"]!.GetValue<long>().ShouldBe(5_000);
        (await Registered()).ShouldBe(5_000);
    }

    [Theory]
    [InlineData("KILL", 128 + 9, "")]
    [InlineData("INT", 130, "All is done up to line 2000. Start it again, and it goes on from there.\nEnded before it was done.\n")]
    public async Task An_import_that_is_ended_in_its_middle_is_started_again(string signal, int code, string complaint)
    {
        string[] lines = [.. Lines(5_000)];
        string[] fromInput = ["notes", "import", "-"];
        var importing = Called.Start(_service, fromInput);
        foreach (var line in lines[..2_500])
            await importing.StandardInput.WriteLineAsync(line);
        await importing.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await Patiently.Until(async () => await Registered() == 2_000);

        Process.Start("kill", ["-" + signal, importing.Id.ToString()]).WaitForExit();

        var ended = await Called.End(importing, fromInput);
        (ended.Code, ended.Said, ended.Complaint).ShouldBe((code, "", complaint));
        await File.WriteAllLinesAsync(_file, lines, TestContext.Current.CancellationToken);
        var again = await Called.Program(_service, "notes", "import", _file);
        again.Code.ShouldBe(0, again.Complaint);
        again.Said.ShouldStartWith("3000 session notes are registered now, 2000 were before, 0 lines are bad: ");
        (await Registered()).ShouldBe(5_000);
        (await _service.Scalar<long>("select count(*) from mt_streams where id ~ 'session-note-1[0-9]{5}'")).ShouldBe(5_000);
    }

    [Fact]
    public async Task Two_imports_of_the_same_file_at_once_register_each_note_once()
    {
        await File.WriteAllLinesAsync(_file, Lines(5_000), TestContext.Current.CancellationToken);

        var both = await Task.WhenAll(
            Called.Program(_service, "notes", "import", _file, "--json"),
            Called.Program(_service, "notes", "import", _file, "--json")
        );

        both.ShouldAllBe(called => called.Code == 0);
        both.Sum(called => called.Json["registered"]!.GetValue<long>()).ShouldBe(5_000);
        both.Sum(called => called.Json["registered_before"]!.GetValue<long>()).ShouldBe(5_000);
        (await Registered()).ShouldBe(5_000);
    }

    [Fact]
    public async Task A_note_that_was_imported_is_stored_as_one_that_was_registered_by_itself()
    {
        await File.WriteAllTextAsync(_file, Lines(1).Single(), TestContext.Current.CancellationToken);
        await Called.Program(_service, "notes", "import", _file);
        await Called.Program(_service, "notes", "register", "--clinic=3", "--id=99999", "--provider=7");

        (await Stored(First)).ShouldBe(await Stored(99_999));
        (
            await _service.Scalar<bool>(
                $"select bool_and(correlation_id is not null and timestamp = (data ->> 'registered_at')::timestamptz) from mt_events where stream_id = 'session-note-{First}'"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        var called = await Called.Program(_service, "notes", "import", _file + ".missing");

        (called.Code, called.Said).ShouldBe((1, ""));
        called.Complaint.ShouldStartWith("That could not be done: Could not find file");
    }

    private Task<string> Stored(long note) =>
        _service.Scalar<string>(
            $"""
            select jsonb_build_array(
                to_jsonb(s) - array['id', 'timestamp', 'created'],
                to_jsonb(e) - array['seq_id', 'id', 'stream_id', 'timestamp', 'correlation_id', 'causation_id', 'data'],
                e.data - array['session_note_id', 'registered_at'])::text
            from mt_streams s join mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id where s.id = 'session-note-{note}'
            """
        );

    private static IEnumerable<string> Lines(int count) =>
        Enumerable
            .Range(First, count)
            .Select(note => $$"""{"id":{{note}},"clinic_id":{{1 + note % 3}},"provider_id":7,"title":"ignored"}""");

    private Task<long> Registered() =>
        _service.Scalar<long>(
            $"select count(*) from mt_events where type = 'session_note_registered' and (data ->> 'session_note_id')::bigint >= {First}"
        );
}
