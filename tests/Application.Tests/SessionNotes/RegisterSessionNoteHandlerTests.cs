using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Tests.SessionNotes;

public class RegisterSessionNoteHandlerTests
{
    private readonly Clinic _clinic = new();

    [Fact]
    public async Task A_note_is_created_once_and_then_known()
    {
        (await Register(48, 7)).ShouldBe(new Outcome.Created(48, SessionNoteResponse.Of(48, 7), new("session-note-48.1")));
        (await Register(48, 7)).ShouldBe(new Outcome.Updated(SessionNoteResponse.Of(48, 7), new("session-note-48.1")));
        _clinic.EventsOf("session-note-48").Length.ShouldBe(1);
        (await Register(48, 8)).ShouldBe(new Outcome.Updated(SessionNoteResponse.Of(48, 8), new("session-note-48.2")));
        _clinic.EventsOf("session-note-48").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_note_of_another_clinic_is_a_conflict()
    {
        (await Register(1001, 7)).ShouldBe(new Outcome.Refused(Refusal.SessionNoteOfAnotherClinic));
        _clinic.Streams.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_id_that_is_none_is_not_found_once_role_and_fields_are_right()
    {
        (await Register(null, 7)).ShouldBe(new Outcome.Refused(Refusal.SessionNoteNotFound));
        (await Register(null, 0)).ShouldBeOfType<Outcome.Invalid>();
        (await Register(1001, 7, People.Supervisor)).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
    }

    private Task<Outcome> Register(long? id, long provider, Actor? by = null) =>
        RegisterSessionNoteHandler.Handle(
            new(by ?? People.Admin, id, new(GivenId.Of(provider))),
            new(),
            _clinic,
            _clinic.Events,
            _clinic.Clock,
            TestContext.Current.CancellationToken
        );
}
