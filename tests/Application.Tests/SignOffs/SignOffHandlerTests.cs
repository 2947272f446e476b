using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Application.Tests.SignOffs;

public class SignOffHandlerTests
{
    private const string OtherSignature = "data:image/png;base64,BAUG";
    private static readonly Instant Reviewed = Instant.FromUtc(2023, 10, 19, 21, 40);
    private static readonly Duration Hour = Duration.FromHours(1);
    private readonly Clinic _clinic = new();

    [Fact]
    public async Task A_sign_off_starts_a_stream_keeps_the_signature_and_answers_what_was_given()
    {
        var created = (await Record()).ShouldBeOfType<Outcome.Created>();

        created.Id.ShouldBe(101);
        created.Response.ShouldBe(
            new SignOffResponse(101, 46, "Well done", Reviewed, GivenTexts.SignatureText, 123, Clinic.Now, Clinic.Now)
        );
        _clinic.EventsOf("sign-off-101").Length.ShouldBe(1);
        _clinic.Signatures.Values.ShouldBe([GivenTexts.SignatureText]);
    }

    [Fact]
    public async Task A_sign_off_covers_the_event_that_the_reviewer_names_or_all_before_it()
    {
        await Record();
        await Record(covers: Named("session-note-46", 1));

        Covers("sign-off-101").ShouldBeNull();
        Covers("sign-off-102").ShouldBe(new("session-note-46", 1));

        CoveredEvent? Covers(string stream) => _clinic.EventsOf(stream).ShouldHaveSingleItem().ShouldBeOfType<SignOffRecorded>().Covers;
    }

    [Fact]
    public async Task What_is_no_event_of_the_note_cannot_be_covered()
    {
        var refused = (await Record(covers: Named("addendum-39", 1))).ShouldBeOfType<Outcome.Invalid>();

        refused.Faults.ShouldHaveSingleItem().Value.ShouldBe(["is no event of the session note"]);
        (_clinic.Streams.Count, _clinic.Signatures.Count, _clinic.IdsGiven).ShouldBe((0, 0, 0));
    }

    [Theory]
    [InlineData(47)]
    [InlineData(1001)]
    public async Task A_note_of_another_clinic_is_as_unknown_as_none_at_all(long note)
    {
        (await Record(note)).ShouldBe(new Outcome.Refused(Refusal.SessionNoteNotFound));
        (await Revise(101, note: note)).ShouldBe(new Outcome.Refused(Refusal.SessionNoteNotFound));
        (_clinic.Streams.Count, _clinic.Signatures.Count, _clinic.IdsGiven).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_provider_may_not_sign_off_and_the_operator_is_no_reviewer()
    {
        (await Record(by: People.Having(Role.Provider))).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        (await Record(by: Actor.Operator(1))).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        (_clinic.Streams.Count, _clinic.Signatures.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_revision_is_appended_and_answered_with_what_was_there_before()
    {
        await Record();
        _clinic.Clock.Advance(Hour);
        var updated = (await Revise(101, signature: OtherSignature)).ShouldBeOfType<Outcome.Updated>();

        updated.Response.ShouldBe(new SignOffResponse(101, 46, "Well done", Reviewed, OtherSignature, 123, Clinic.Now, Clinic.Now + Hour));
        _clinic.EventsOf("sign-off-101").Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_instant_in_another_offset_appends_nothing()
    {
        await Record();
        _clinic.Clock.Advance(Hour);
        var updated = (await Revise(101, reviewDate: "2023-10-20T00:10:00.0009+02:30")).ShouldBeOfType<Outcome.Updated>();

        updated.Response.ShouldBeOfType<SignOffResponse>().UpdatedAt.ShouldBe(Clinic.Now);
        _clinic.EventsOf("sign-off-101").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Another_supervisor_may_not_revise_it_and_leaves_no_signature_behind()
    {
        await Record();
        var other = new Actor(1, 127, [Role.Supervisor]);
        (await Revise(101, signature: OtherSignature, by: other)).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        _clinic.Signatures.Values.ShouldBe([GivenTexts.SignatureText]);
    }

    [Theory]
    [InlineData(102L)]
    [InlineData(null)]
    public async Task An_id_of_nothing_is_not_found(long? id)
    {
        await Record();
        (await Revise(id, "Better now")).ShouldBe(new Outcome.Refused(Refusal.SignOffNotFound));
        (await Revise(id, reviewDate: "never")).ShouldBeOfType<Outcome.Invalid>();
        _clinic.Streams.Keys.ShouldBe(["sign-off-101"]);
    }

    [Fact]
    public async Task What_was_recorded_is_read_back_by_who_may_read()
    {
        var created = (Outcome.Created)await Record();

        var found = (await Read(101, People.Having(Role.Provider))).ShouldBeOfType<Outcome.Found>();
        (found.Response, found.Tag).ShouldBe((created.Response, created.Tag));
        found.Shown!.SessionNoteIds.ShouldBe([46]);
        (await Read(101, People.Having(Role.Service))).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        (await Read(102)).ShouldBe(new Outcome.Refused(Refusal.SignOffNotFound));
        (await Read(null)).ShouldBe(new Outcome.Refused(Refusal.SignOffNotFound));
    }

    private static GivenEvent Named(string stream, long version) => GivenEvent.Of(GivenText.Of(stream), GivenId.Of(version));

    private Task<Outcome> Read(long? id, Actor? by = null) =>
        ReadSignOffHandler.Handle(
            new(by ?? People.Supervisor, id, GivenText.Missing),
            new(),
            _clinic,
            _clinic.Events,
            TestContext.Current.CancellationToken
        );

    private Task<Outcome> Record(long note = 46, Actor? by = null, GivenEvent covers = default) =>
        RecordSignOffHandler.Handle(
            new(
                by ?? People.Supervisor,
                GivenId.Of(note),
                new(GivenText.Of("Well done"), GivenText.Of("2023-10-19T21:40:00.000Z"), GivenTexts.Signature, covers)
            ),
            new(StubDecoder.TakesAll),
            _clinic,
            _clinic,
            _clinic,
            _clinic,
            _clinic.Events,
            _clinic.Clock,
            TestContext.Current.CancellationToken
        );

    private Task<Outcome> Revise(
        long? id,
        string? instructions = null,
        string? reviewDate = null,
        string? signature = null,
        Actor? by = null,
        long note = 46
    ) =>
        ReviseSignOffHandler.Handle(
            new(
                by ?? People.Supervisor,
                id,
                GivenId.Of(note),
                new(GivenText.Of(instructions), GivenText.Of(reviewDate), GivenText.Of(signature))
            ),
            new(StubDecoder.TakesAll),
            _clinic,
            _clinic,
            _clinic.Events,
            _clinic.Clock,
            TestContext.Current.CancellationToken
        );
}
