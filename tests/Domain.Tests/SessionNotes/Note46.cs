using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Domain.Tests.SessionNotes;

/// <summary>Session note 46 of provider 121, with its addendums and sign-offs.</summary>
internal static class Note46
{
    public static Given<ReviewedNote> Given(params object[] events) => Tests.Given.Events<ReviewedNote>(ReviewedNote.Evolve, events);

    public static SessionNoteRegistered Registered(long provider = 121, Instant? at = null) =>
        new(46, provider, 124, Role.Admin, at ?? Times.Morning);

    public static AddendumRequested Requested(long addendum, Instant? at = null) =>
        new(addendum, 46, "Please fix the names", null, 123, Role.Supervisor, at ?? Times.Morning);

    public static AddendumResponded Responded(long addendum, string? response = "Done", Signature? signature = null, Instant? at = null) =>
        new(addendum, 46, response, signature, 121, Role.Provider, at ?? Times.Morning);

    public static SignOffRecorded SignedOff(long signOff, Instant? at = null, CoveredEvent? covers = null) =>
        new(signOff, 46, "Well done", Times.Afternoon, Signatures.First, 123, Role.Supervisor, at ?? Times.Morning, covers);

    public static SignOffRevised Revised(long signOff, string? instructions = "Better now", Instant? at = null) =>
        new(signOff, 46, instructions, null, null, 123, Role.Supervisor, at ?? Times.Morning);
}
