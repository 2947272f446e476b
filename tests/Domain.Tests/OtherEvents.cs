using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Domain.Tests;

/// <summary>Events that a fold must not take for its own.</summary>
internal static class OtherEvents
{
    private static readonly (Type State, object Event)[] All =
    [
        (typeof(SessionNote), new SessionNoteRegistered(46, 121, null, Role.Admin, Times.Afternoon)),
        (typeof(Addendum), new AddendumRequested(39, 46, "Other", null, 121, Role.Provider, Times.Afternoon)),
        (typeof(Addendum), new AddendumResponded(39, 46, "Other", Signatures.Second, 121, Role.Provider, Times.Afternoon)),
        (typeof(SignOff), new SignOffRecorded(25, 46, "Other", Times.Morning, Signatures.Second, 123, Role.Supervisor, Times.Afternoon)),
        (typeof(SignOff), new SignOffRevised(25, 46, "Other", Times.Morning, Signatures.Second, 123, Role.Supervisor, Times.Afternoon)),
        (typeof(User), new UserEnrolled(123, "Other", [Role.Auditor], null, Role.Admin, Times.Afternoon)),
        (typeof(User), new UserRolesSet(123, [Role.Auditor], null, Role.Admin, Times.Afternoon)),
        (typeof(User), new TokenIssued(123, 1, new string('a', 64), null, null, Role.Admin, Times.Afternoon)),
        (typeof(User), new TokenRevoked(123, 1, null, Role.Admin, Times.Afternoon)),
        (typeof(object), "no event at all"),
    ];

    public static IEnumerable<object> NotOf<TState>() => All.Where(e => e.State != typeof(TState)).Select(e => e.Event);
}
