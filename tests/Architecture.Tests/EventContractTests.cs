using System.Reflection;
using System.Text.Json;
using ClinicNotes.Application.Feed;
using ClinicNotes.Architecture.Tests.Planted;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;

namespace ClinicNotes.Architecture.Tests;

/// <summary>
/// What was stored once is read for ever. The files in <c>Events</c> are what is stored: change none of them. A new event, or an old one
/// with a new field, gets a file more.
/// </summary>
public class EventContractTests
{
    private static readonly JsonSerializerOptions AsApproved = new(StoredJson.Options) { WriteIndented = true, NewLine = "\n" };
    private static readonly string[] StreamsOfNotes = ["SessionNotes", "Addendums", "SignOffs"];

    private static readonly string[] NotesHistory =
    [
        "session_note_registered",
        "addendum_requested",
        "addendum_responded",
        "sign_off_recorded",
        "sign_off_revised",
    ];

    public static TheoryData<string> Samples => [.. EventSamples.ByFile.Keys];

    public static TheoryData<string> ApprovedFiles => [.. Approved.Keys];

    private static Dictionary<string, string> Approved { get; } =
        Directory
            .EnumerateFiles(Path.Combine(Layer.Repository, "tests", "Architecture.Tests", "Events"))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_event_is_stored_as_approved(string file)
    {
        Approved.ShouldContainKey(file);
        FaultOfWriting(EventSamples.ByFile[file], Approved[file]).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_approved_event_is_read_as_what_it_was(string file) =>
        FaultOfReading(file, Approved[file], EventSamples.ByFile[file]).ShouldBeNull();

    [Theory]
    [MemberData(nameof(ApprovedFiles))]
    public void Everything_ever_stored_can_be_read(string file) => FaultOfReading(file, Approved[file]).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_stored_event_has_a_public_form(string file)
    {
        var e = (IRecorded)EventSamples.ByFile[file];
        var type = StoredEvents.ByName.Single(stored => stored.Value == e.GetType()).Key;

        var told = PublicEvent.Of(new FeedEntry(1, "id", "stream", 1, type, e), new FeedSource("clinicnotes/1", ""));

        told.Data.Changes.Values.ShouldAllBe(value => value != null);
        PublicEventText.Of(told).ShouldContain("\"changes\":{");
    }

    [Theory]
    [MemberData(nameof(ApprovedFiles))]
    public void Every_name_in_a_stored_event_is_snake_case(string file) => NotSnakeCase(Approved[file]).ShouldBeEmpty();

    [Fact]
    public void Every_stored_event_has_an_approved_file_with_all_fields_and_one_without_the_optional_ones() =>
        StoredEvents.ByName.SelectMany(stored => MissingFiles(stored.Key, stored.Value, Approved.Keys)).ShouldBeEmpty();

    [Fact]
    public void Every_event_of_the_domain_is_stored_under_the_snake_case_of_its_name()
    {
        EventsDecided(Layer.Domain.Assembly).ShouldBe(StoredEvents.ByName.Values, ignoreOrder: true);
        StoredEvents.ByName.SelectMany(stored => NamedOtherwise(stored.Key, stored.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void The_events_of_a_notes_history_have_the_names_that_everybody_uses() =>
        NotesHistory.Except(StoredEvents.ByName.Keys).ShouldBeEmpty();

    [Fact]
    public void Every_event_of_a_notes_history_says_of_which_note()
    {
        var ofNotes = EventSamples
            .ByFile.Where(sample => StreamsOfNotes.Contains(sample.Value.GetType().Namespace!.Split('.')[^1]))
            .ToArray();
        ofNotes.Select(sample => sample.Key.Split('.')[0]).Distinct().ShouldBe(NotesHistory);
        ofNotes.SelectMany(sample => WithoutNote(Approved[sample.Key])).ShouldBeEmpty();
    }

    [Fact]
    public void An_event_stored_in_another_way_is_found()
    {
        var good = new GoodEvent(46, "Text", Role.Provider, Instant.FromUtc(2023, 10, 20, 10, 0), null, []);
        var file = JsonSerializer.Serialize(good, AsApproved) + "\n";
        FaultOfWriting(good, file).ShouldBeNull();
        FaultOfWriting(good with { Text = "Other" }, file).ShouldNotBeNull();
        FaultOfWriting(good with { Text = null }, file).ShouldNotBeNull();
        FaultOfWriting(good, file.Replace("\"text\"", "\"note_text\"")).ShouldNotBeNull();
        FaultOfWriting(good, file.Replace("provider", "Provider")).ShouldNotBeNull();
    }

    [Fact]
    public void A_stored_event_that_is_read_no_more_or_as_another_is_found()
    {
        var sample = EventSamples.ByFile["token_revoked.json"];
        var file = Approved["token_revoked.json"];
        FaultOfReading("token_revoked.json", file.Replace("2023", "2024"), sample).ShouldNotBeNull();
        FaultOfReading("token_revoked.json", file.Replace("admin", "administrator")).ShouldNotBeNull();
        FaultOfReading("token_revoked.json", file.Replace("\"token_id\"", "\"tokenid\"")).ShouldNotBeNull();
        FaultOfReading("token_forgotten.json", file).ShouldNotBeNull();
        FaultOfReading("token_revoked.json", "").ShouldNotBeNull();
    }

    [Fact]
    public void A_missing_file_a_wrong_name_and_a_missing_note_are_found()
    {
        MissingFiles("good_event", typeof(GoodEvent), []).ShouldBe(["good_event.json", "good_event.minimal.json"]);
        MissingFiles("good_event", typeof(GoodEvent), ["good_event.json"]).ShouldBe(["good_event.minimal.json"]);
        MissingFiles("event_without_note", typeof(EventWithoutNote), ["event_without_note.json"]).ShouldBeEmpty();
        NamedOtherwise("good", typeof(GoodEvent)).ShouldHaveSingleItem();
        NamedOtherwise("GoodEvent", typeof(GoodEvent)).ShouldHaveSingleItem();
        NotSnakeCase("""{"session_note_id":1,"signature":{"byteLength":1},"roles":[{"A":1}]}""").ShouldBe(["byteLength", "A"]);
        WithoutNote("""{"addendum_id":39}""").ShouldHaveSingleItem();
        WithoutNote("""{"session_note_id":"46"}""").ShouldHaveSingleItem();
        EventsDecided(typeof(EventContractTests).Assembly).ShouldBe([typeof(EventWithoutNote)]);
    }

    /// <summary>Decides an event that nothing stores.</summary>
    internal static Decision<EventWithoutNote> Decide() => Decision<EventWithoutNote>.NothingChanges;

    private static string? FaultOfWriting(object sample, string approved) =>
        JsonSerializer.Serialize(sample, sample.GetType(), AsApproved) + "\n" is var written && written == approved
            ? null
            : $"Stored as:\n{written}";

    private static string? FaultOfReading(string file, string approved, object? sample = null)
    {
        if (!StoredEvents.ByName.TryGetValue(file.Split('.')[0], out var type))
            return $"{file} is of no event that is known by that name";

        try
        {
            var read = JsonSerializer.Deserialize(approved, type, StoredJson.Options)!;
            if (sample is not null)
                read.ShouldBeEquivalentTo(sample);

            // What is written again shows whether a field was read as nothing.
            var again = JsonDocument.Parse(JsonSerializer.Serialize(read, type, StoredJson.Options)).RootElement;
            var lost = Names(JsonDocument.Parse(approved).RootElement).Except(Names(again)).ToArray();
            return lost is [] ? null : $"{file}: {string.Join(", ", lost)} not read";
        }
        catch (Exception fault) when (fault is JsonException or ShouldAssertException)
        {
            return $"{file}: {fault.Message}";
        }
    }

    private static IEnumerable<string> MissingFiles(string name, Type type, IReadOnlyCollection<string> files)
    {
        var nullability = new NullabilityInfoContext();
        var hasOptional = type.GetProperties().Any(property => nullability.Create(property).ReadState == NullabilityState.Nullable);
        string[] wanted = hasOptional ? [$"{name}.json", $"{name}.minimal.json"] : [$"{name}.json"];
        return wanted.Except(files);
    }

    private static IEnumerable<string> NamedOtherwise(string name, Type type) =>
        name == JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name) ? [] : [$"{type} is stored as {name}"];

    private static Type[] EventsDecided(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type => !type.IsGenericType)
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Select(method => method.ReturnType)
                .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Decision<>))
                .Select(type => type.GetGenericArguments()[0])
                .Distinct(),
        ];

    private static IEnumerable<string> NotSnakeCase(string json) =>
        Names(JsonDocument.Parse(json).RootElement).Where(name => name != JsonNamingPolicy.SnakeCaseLower.ConvertName(name));

    private static IEnumerable<string> Names(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(field => Names(field.Value).Prepend(field.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
            _ => [],
        };

    private static IEnumerable<string> WithoutNote(string json) =>
        JsonDocument.Parse(json).RootElement.TryGetProperty("session_note_id", out var id) && id.ValueKind == JsonValueKind.Number
            ? []
            : [json];
}
