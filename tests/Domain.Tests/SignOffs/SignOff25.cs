using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Domain.Tests.SignOffs;

/// <summary>Sign-off 25 of session note 99, recorded by supervisor 123.</summary>
internal static class SignOff25
{
    public static readonly Instant Reviewed = Instant.FromUtc(2023, 10, 19, 21, 40);
    public static readonly Instant ReviewedLater = Instant.FromUtc(2023, 10, 20, 9, 0);

    public static readonly CoveredEvent Seen = new("addendum-39", 2);

    public static Given<SignOff> Given(params object[] events) => Tests.Given.Events<SignOff>(SignOff.Evolve, events);

    public static SignOffRecorded Recorded(
        string? instructions = "Well done",
        long by = 123,
        Role role = Role.Supervisor,
        Instant? at = null
    ) => new(25, 99, instructions, Reviewed, Signatures.First, by, role, at ?? Times.Morning, Seen);

    public static SignOffRevised Revised(
        string? instructions = null,
        Instant? reviewDate = null,
        Signature? signature = null,
        long by = 123,
        Role role = Role.Supervisor,
        Instant? at = null
    ) => new(25, 99, instructions, reviewDate, signature, by, role, at ?? Times.Afternoon);

    public static Func<SignOff?, Decision<SignOffRecorded>> Record(
        string? instructions = "Well done",
        Instant? reviewDate = null,
        Actor? by = null,
        Instant? now = null
    ) =>
        _ =>
            SignOffDecisions.Record(
                25,
                99,
                instructions,
                reviewDate ?? Reviewed,
                Signatures.First,
                Seen,
                by ?? People.Supervisor,
                now ?? Times.Morning
            );

    public static Func<SignOff?, Decision<SignOffRevised>> Revise(
        string? instructions = null,
        Instant? reviewDate = null,
        Signature? signature = null,
        Actor? by = null,
        long noteId = 99,
        Instant? now = null
    ) =>
        signOff =>
            SignOffDecisions.Revise(signOff, noteId, instructions, reviewDate, signature, by ?? People.Supervisor, now ?? Times.Afternoon);
}
