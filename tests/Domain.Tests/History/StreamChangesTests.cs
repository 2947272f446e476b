using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.History;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Domain.Tests.History;

public class StreamChangesTests
{
    [Fact]
    public void A_request_sets_what_was_given_and_a_response_changes_what_it_says() =>
        StreamChanges
            .Of([
                new AddendumRequested(39, 46, "Look again", Signatures.First, 121, Role.Provider, Times.Morning),
                new AddendumResponded(39, 46, "Done", null, 121, Role.Provider, Times.Afternoon),
                new AddendumResponded(39, 46, "Done twice", Signatures.Second, 121, Role.Provider, Times.Afternoon),
            ])
            .ShouldBe(
                [
                    [new Change("instructions", null, "Look again"), new Change("signature", null, Signatures.First.Sha256)],
                    [new Change("instructions_response", null, "Done")],
                    [
                        new Change("instructions_response", "Done", "Done twice"),
                        new Change("responded_signature", null, Signatures.Second.Sha256),
                    ],
                ],
                AsTheSame
            );

    [Fact]
    public void A_sign_off_and_its_revision_tell_of_date_and_signature() =>
        StreamChanges
            .Of([
                new SignOffRecorded(25, 46, null, Times.Morning, Signatures.First, 123, Role.Supervisor, Times.Morning),
                new SignOffRevised(25, 46, "Sooner", Times.Afternoon, Signatures.First, 123, Role.Supervisor, Times.Afternoon),
            ])
            .ShouldBe(
                [
                    [new Change("review_date", null, Times.Morning), new Change("signature", null, Signatures.First.Sha256)],
                    [new Change("instructions", null, "Sooner"), new Change("review_date", Times.Morning, Times.Afternoon)],
                ],
                AsTheSame
            );

    [Fact]
    public void A_note_that_passes_to_another_provider_changes_its_provider() =>
        StreamChanges
            .Of([
                new SessionNoteRegistered(46, 121, null, Role.Admin, Times.Morning),
                new SessionNoteRegistered(46, 122, 124, Role.Admin, Times.Afternoon),
            ])
            .ShouldBe(
                [
                    [new Change("provider_id", null, 121L)],
                    [new Change("provider_id", 121L, 122L)],
                ],
                AsTheSame
            );

    private static IEqualityComparer<IReadOnlyList<Change>> AsTheSame { get; } =
        EqualityComparer<IReadOnlyList<Change>>.Create((one, other) => one!.SequenceEqual(other!), changes => changes.Count);
}
