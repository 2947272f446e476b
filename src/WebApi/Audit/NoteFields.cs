using System.Security.Cryptography;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.SignOffs;

namespace ClinicNotes.WebApi.Audit;

/// <summary>A field of a note, or of something that hangs on it.</summary>
/// <param name="Thing">Of what.</param>
/// <param name="Field">Its name in the interface.</param>
/// <param name="Value">Its value; of a signature the SHA-256 of its picture.</param>
public sealed record NoteField(string Thing, string Field, object? Value);

/// <summary>All that is to be seen of a note, field by field.</summary>
internal static class NoteFields
{
    public static IReadOnlyList<NoteField> Of(
        ReviewedNoteResponse note,
        IEnumerable<AddendumResponse> addendums,
        IEnumerable<SignOffResponse> signOffs
    ) => [.. Of(note), .. addendums.SelectMany(Of), .. signOffs.SelectMany(Of)];

    private static NoteField[] Of(ReviewedNoteResponse note) =>
        Of(
            $"Session note {note.Id}",
            ("provider_id", note.ProviderId),
            ("open_addendums", note.OpenAddendums),
            ("responded_addendums", note.RespondedAddendums),
            ("latest_sign_off", note.LatestSignOff is { } signOff ? $"Sign-off {signOff.Id}, {(note.Stale ? "stale" : "current")}" : null),
            ("updated_at", note.UpdatedAt)
        );

    private static NoteField[] Of(AddendumResponse addendum) =>
        Of(
            $"Addendum {addendum.Id}",
            ("instructions", addendum.Instructions),
            ("signature", Digest(addendum.Signature)),
            ("instructions_response", addendum.InstructionsResponse),
            ("responded_signature", Digest(addendum.RespondedSignature)),
            ("updated_at", addendum.UpdatedAt)
        );

    private static NoteField[] Of(SignOffResponse signOff) =>
        Of(
            $"Sign-off {signOff.Id}",
            ("reviewer_id", signOff.ReviewerId),
            ("review_date", signOff.ReviewDate),
            ("instructions", signOff.Instructions),
            ("signature", Digest(signOff.Signature)),
            ("updated_at", signOff.UpdatedAt)
        );

    private static NoteField[] Of(string thing, params (string Name, object? Value)[] fields) =>
        [.. fields.Select(field => new NoteField(thing, field.Name, field.Value))];

    private static string? Digest(string? dataUrl) =>
        dataUrl is null ? null : Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(dataUrl[(dataUrl.IndexOf(',') + 1)..])));
}
