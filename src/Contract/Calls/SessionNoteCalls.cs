using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract.Calls;

/// <summary>The notes of the clinic, which its admins register, and the signatures on them.</summary>
internal static class SessionNoteCalls
{
    public const string Tag = "Session notes";

    public static IReadOnlyList<Call> All { get; } =
    [
        new(Tag, "GET", "/v1/clinic/session_notes/{id}", "readSessionNote", "Read a session note")
        {
            Says = "The note and what hangs on it, straight from the events: what was just written is there.",
            May = WhoMay.Read,
            IsConditional = true,
            Parameters = [Id, Ask.AsOf],
            Gives = [Answers.Tagged<ReviewedNoteResponse>("The note."), Answers.NotModified],
        },
        new(Tag, "PUT", "/v1/admin/clinic/session_notes/{id}", "registerSessionNote", "Register a session note")
        {
            Says = "Makes a note known, or gives it to another provider. The same again records nothing.",
            May = WhoMay.Administer,
            IsConditional = true,
            Parameters = [Id],
            Body = Bodies.RegisterSessionNote,
            Gives =
            [
                Answers.Tagged<SessionNoteResponse>("The note was known; it is so now."),
                Answers.Created<SessionNoteResponse>("The note is new."),
            ],
        },
        new(Tag, "GET", "/v1/clinic/signatures/{sha256}", "readSignature", "Read a signature")
        {
            Says = "The file of a signature that an event names.",
            May = WhoMay.SeeSignatures,
            IsConditional = true,
            Parameters = [Ask.Path("sha256", "The SHA-256 of the file, in lower-case hexadecimal digits.", Values.Sha256())],
            Gives = [Answers.Plain("image/png", "The PNG file, byte for byte as it was given."), Answers.NotModified],
        },
    ];

    private static Parameter Id => Ask.Path("id", "The session note.", Values.Id());
}
