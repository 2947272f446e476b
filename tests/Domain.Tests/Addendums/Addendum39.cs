using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Addendums;

/// <summary>Addendum 39 of session note 46.</summary>
internal static class Addendum39
{
    public static Given<Addendum> Given(params object[] events) => Tests.Given.Events<Addendum>(Addendum.Evolve, events);

    public static AddendumRequested Requested(Signature? signature = null, long by = 121, Role role = Role.Provider, Instant? at = null) =>
        new(39, 46, "Please fix the names", signature, by, role, at ?? Times.Morning);

    public static AddendumResponded Responded(
        string? response = null,
        Signature? signature = null,
        long by = 121,
        Role role = Role.Provider,
        Instant? at = null
    ) => new(39, 46, response, signature, by, role, at ?? Times.Afternoon);

    public static Func<Addendum?, Decision<AddendumRequested>> Request(
        Actor? by = null,
        Signature? signature = null,
        Instant? now = null
    ) => _ => AddendumDecisions.Request(39, 46, "Please fix the names", signature, by ?? People.Provider, now ?? Times.Morning);

    public static Func<Addendum?, Decision<AddendumResponded>> Respond(
        string? response = null,
        Signature? signature = null,
        Actor? by = null,
        long noteId = 46,
        Instant? now = null
    ) => addendum => AddendumDecisions.Respond(addendum, noteId, response, signature, by ?? People.Provider, now ?? Times.Afternoon);
}
