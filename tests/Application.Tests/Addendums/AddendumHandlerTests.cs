using ClinicNotes.Application.Addendums;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using NodaTime;

namespace ClinicNotes.Application.Tests.Addendums;

public class AddendumHandlerTests
{
    private static readonly Duration Hour = Duration.FromHours(1);
    private readonly Clinic _clinic = new();

    [Fact]
    public async Task A_request_starts_a_stream_keeps_the_signature_and_answers_what_was_given()
    {
        var created = (await Request(signature: GivenTexts.SignatureText)).ShouldBeOfType<Outcome.Created>();

        created.Id.ShouldBe(101);
        created.Response.ShouldBe(
            new AddendumResponse(101, 46, "Please fix the names", null, GivenTexts.SignatureText, null, Clinic.Now, Clinic.Now)
        );
        _clinic.EventsOf("addendum-101").ShouldHaveSingleItem().ShouldBeOfType<AddendumRequested>().RequestedBy.ShouldBe(123);
        _clinic.Signatures.Values.ShouldBe([GivenTexts.SignatureText]);
    }

    [Theory]
    [InlineData(47)]
    [InlineData(1001)]
    public async Task A_note_of_another_clinic_is_as_unknown_as_none_at_all(long note)
    {
        (await Request(note)).ShouldBe(new Outcome.Refused(Refusal.SessionNoteNotFound));
        (await Respond(101, note: note)).ShouldBe(new Outcome.Refused(Refusal.SessionNoteNotFound));
        _clinic.Streams.ShouldBeEmpty();
        _clinic.IdsGiven.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_refused_or_invalid_leaves_nothing_behind()
    {
        (await Request(note: 47, by: People.Having(Role.Auditor))).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        (await Request(note: 47, instructions: " ")).ShouldBeOfType<Outcome.Invalid>().Faults.Keys.ShouldBe(["instructions"]);
        (_clinic.Streams.Count, _clinic.Signatures.Count, _clinic.IdsGiven).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task The_operator_is_refused_and_leaves_nothing_behind()
    {
        (await Request(signature: GivenTexts.SignatureText, by: Actor.Operator(1))).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        (_clinic.Streams.Count, _clinic.Signatures.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_response_is_appended_and_answered_with_what_was_there_before()
    {
        await Request();
        _clinic.Clock.Advance(Hour);
        var updated = (await Respond(101, "Done", GivenTexts.SignatureText)).ShouldBeOfType<Outcome.Updated>();

        updated.Response.ShouldBe(
            new AddendumResponse(101, 46, "Please fix the names", "Done", null, GivenTexts.SignatureText, Clinic.Now, Clinic.Now + Hour)
        );
        _clinic.EventsOf("addendum-101").Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_response_again_is_answered_the_same_and_appends_nothing()
    {
        await Request();
        var first = await Respond(101, "Done", GivenTexts.SignatureText);
        _clinic.Clock.Advance(Hour);

        (await Respond(101, "Done", GivenTexts.SignatureText)).ShouldBe(first);
        (await Respond(101)).ShouldBe(first);
        _clinic.EventsOf("addendum-101").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(102L)]
    [InlineData(null)]
    public async Task An_id_of_nothing_is_not_found(long? id)
    {
        await Request();
        (await Respond(id, "Done")).ShouldBe(new Outcome.Refused(Refusal.AddendumNotFound));
        (await Respond(id, " ")).ShouldBeOfType<Outcome.Invalid>();
        (await Respond(id, "Done", by: People.Having(Role.Auditor))).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        _clinic.Streams.Keys.ShouldBe(["addendum-101"]);
    }

    [Fact]
    public async Task What_was_recorded_is_read_back_by_who_may_read()
    {
        var created = (Outcome.Created)await Request(signature: GivenTexts.SignatureText);

        var found = (await Read(101, People.Having(Role.Auditor))).ShouldBeOfType<Outcome.Found>();
        (found.Response, found.Tag).ShouldBe((created.Response, created.Tag));
        found.Shown!.SessionNoteIds.ShouldBe([46]);
        (await Read(101, People.Having(Role.Service))).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        (await Read(102)).ShouldBe(new Outcome.Refused(Refusal.AddendumNotFound));
        (await Read(null)).ShouldBe(new Outcome.Refused(Refusal.AddendumNotFound));
    }

    private Task<Outcome> Read(long? id, Actor? by = null) =>
        ReadAddendumHandler.Handle(
            new(by ?? People.Supervisor, id, GivenText.Missing),
            new(),
            _clinic,
            _clinic.Events,
            TestContext.Current.CancellationToken
        );

    private Task<Outcome> Request(
        long note = 46,
        string instructions = "Please fix the names",
        string? signature = null,
        Actor? by = null
    ) =>
        RequestAddendumHandler.Handle(
            new(by ?? People.Supervisor, GivenId.Of(note), new(GivenText.Of(instructions), GivenText.Of(signature))),
            new(StubDecoder.TakesAll),
            _clinic,
            _clinic,
            _clinic,
            _clinic.Events,
            _clinic.Clock,
            TestContext.Current.CancellationToken
        );

    private Task<Outcome> Respond(long? id, string? response = null, string? signature = null, Actor? by = null, long note = 46) =>
        RespondToAddendumHandler.Handle(
            new(by ?? People.Supervisor, id, GivenId.Of(note), new(GivenText.Of(response), GivenText.Of(signature))),
            new(StubDecoder.TakesAll),
            _clinic,
            _clinic,
            _clinic.Events,
            _clinic.Clock,
            TestContext.Current.CancellationToken
        );
}
