using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SessionNotes;
using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Domain.Tests.SessionNotes;

[Properties(Arbitrary = [typeof(Arbitraries)])]
public class RegisteringTests
{
    [Fact]
    public void A_registration_records_the_provider_by_whom_in_which_role_and_when() =>
        Given().When(Register(7)).Then(Registered(7, Times.Afternoon));

    [Fact]
    public void The_same_provider_again_records_nothing() => Given(Registered(7)).When(Register(7)).ThenNothing();

    [Fact]
    public void Another_provider_is_recorded() => Given(Registered(7)).When(Register(8)).Then(Registered(8, Times.Afternoon));

    [Fact]
    public void An_earlier_provider_is_recorded_again_once_another_had_the_note() =>
        Given(Registered(7), Registered(8)).When(Register(7)).Then(Registered(7, Times.Afternoon));

    [Theory]
    [MemberData(nameof(People.EveryRoleSet), MemberType = typeof(People))]
    public void Admins_may_register_and_nobody_else(Role[] roles)
    {
        var when = Given().When(Register(7, People.Having(130, roles)));
        if (roles.Contains(Role.Admin))
            when.Then(Registered(7, Times.Afternoon, by: 130));
        else
            when.Then(Refusal.NotPermitted);
    }

    [Fact]
    public void Not_permitted_comes_before_nothing_to_change() =>
        Given(Registered(7)).When(Register(7, People.Supervisor)).Then(Refusal.NotPermitted);

    [Fact]
    public void The_operator_may_register_and_is_recorded_as_no_user() =>
        Given().When(Register(7, People.Operator)).Then(Registered(7, Times.Afternoon, by: null));

    [Fact]
    public void The_time_of_a_registration_is_cut_to_milliseconds() =>
        Given().When(Register(7, now: Times.Between(Times.Morning))).Then(Registered(7, Times.Morning));

    [Fact]
    public void A_clock_set_back_does_not_make_a_registration_earlier_than_the_one_before() =>
        Given(Registered(7)).When(Register(8, now: Times.Morning - Duration.FromDays(1))).Then(Registered(8, Times.Morning));

    [Fact]
    public void A_note_keeps_when_it_was_registered_first_and_last()
    {
        Given(Registered(7)).State.ShouldBe(new SessionNote(46, 7, Times.Morning, Times.Morning));
        Given(Registered(7), Registered(8, Times.Afternoon)).State.ShouldBe(new SessionNote(46, 8, Times.Morning, Times.Afternoon));
    }

    [Fact]
    public void A_note_is_known_by_the_key_of_its_stream()
    {
        SessionNote.StreamKey(46).ShouldBe("session-note-46");
    }

    [Fact]
    public void Folding_ignores_what_happened_elsewhere()
    {
        Given([.. OtherEvents.NotOf<SessionNote>()]).State.ShouldBeNull();
        Given([Registered(7), .. OtherEvents.NotOf<SessionNote>()]).State.ShouldBe(Given(Registered(7)).State);
    }

    [Property]
    public void A_note_has_the_provider_given_last_and_an_event_for_each_change(byte[] providers, Instant[] clock)
    {
        var events = new List<SessionNoteRegistered>();
        SessionNote? note = null;
        foreach (var (index, provider) in providers.Index())
        {
            var now = clock.Length == 0 ? Times.Morning : clock[index % clock.Length];
            if (Register(provider % 3, now: now)(note).Event is { } registered)
                events.Add(registered);
            note = Given([.. events]).State;
            note!.ProviderId.ShouldBe(provider % 3);
            Register(provider % 3)(note).Event.ShouldBeNull();
        }

        events.Zip(events.Skip(1)).ShouldAllBe(two => two.First.ProviderId != two.Second.ProviderId);
        events.Select(e => e.RegisteredAt).ShouldBeInOrder();
    }

    [Fact]
    public void An_import_registers_what_is_new_and_leaves_what_is_registered_as_it_is()
    {
        Given().When(Import(7, clinicOfNote: null)).Then(Registered(7, Times.Afternoon));
        Given(Registered(7)).When(Import(7, clinicOfNote: 1)).ThenNothing();
        Given(Registered(7)).When(Import(8, clinicOfNote: 1)).Then(Refusal.SessionNoteOfAnotherProvider);
        Given(Registered(7)).When(Import(7, clinicOfNote: 2)).Then(Refusal.SessionNoteOfAnotherClinic);
    }

    private static Given<SessionNote> Given(params object[] events) => Tests.Given.Events<SessionNote>(SessionNote.Evolve, events);

    private static SessionNoteRegistered Registered(long provider, Instant? at = null, long? by = 124) =>
        new(46, provider, by, Role.Admin, at ?? Times.Morning);

    private static Func<SessionNote?, Decision<SessionNoteRegistered>> Register(long provider, Actor? by = null, Instant? now = null) =>
        note => SessionNoteDecisions.Register(note, 46, provider, by ?? People.Admin, now ?? Times.Afternoon);

    private static Func<SessionNote?, Decision<SessionNoteRegistered>> Import(long provider, long? clinicOfNote) =>
        note => SessionNoteDecisions.Import(note, clinicOfNote, 46, provider, People.Admin, Times.Afternoon);
}
