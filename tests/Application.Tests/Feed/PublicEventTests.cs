using ClinicNotes.Application.Feed;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;

namespace ClinicNotes.Application.Tests.Feed;

public class PublicEventTests
{
    private static readonly Instant Now = Instant.FromUtc(2023, 10, 20, 10, 0);
    private static readonly FeedSource Source = new("clinicnotes/1", "https://notes.example");
    private const string Id = "0199c6a1-0000-7000-8000-000000000001";

    [Fact]
    public void Every_stored_type_has_a_public_one_of_its_own()
    {
        var types = StoredEvents.ByName.Keys.Select(PublicTypes.Of).ToArray();

        types.ShouldBeUnique();
        types.ShouldAllBe(type =>
            type.StartsWith("clinicnotes.", StringComparison.Ordinal) && type.EndsWith(".v1", StringComparison.Ordinal)
        );
        types.Select(PublicTypes.StoredName).ShouldBe(StoredEvents.ByName.Keys);
    }

    [Fact]
    public void A_request_names_note_addendum_actor_and_the_signature_by_digest()
    {
        var e = new AddendumRequested(39, 46, "Names don't match", new Signature("ab", 9, "image/png"), 121, Role.Provider, Now);

        var told = PublicEvent.Of(new FeedEntry(7, Id, "addendum-39", 1, "addendum_requested", e), Source);

        told.ShouldSatisfyAllConditions(
            t => t.Specversion.ShouldBe("1.0"),
            t => t.Id.ShouldBe(Id),
            t => t.Source.ShouldBe("clinicnotes/1"),
            t => t.Type.ShouldBe("clinicnotes.addendum.requested.v1"),
            t => t.Subject.ShouldBe("session-note-46"),
            t => t.Time.ShouldBe(Now),
            t => t.Sequence.ShouldBe("7"),
            t => t.Data.AddendumId.ShouldBe(39),
            t => t.Data.SignOffId.ShouldBeNull(),
            t => t.Data.Actor.ShouldBe(new(121, "provider")),
            t =>
                t.Data.Changes.ShouldBe(
                    new Dictionary<string, object?>
                    {
                        ["instructions"] = "Names don't match",
                        ["signature"] = new PublicSignature("ab", 9, "image/png", "https://notes.example/v1/clinic/signatures/ab"),
                    }
                )
        );
    }

    [Fact]
    public void The_digest_of_a_token_is_not_told()
    {
        var e = new TokenIssued(121, 5, "secret", null, null, Role.Admin, Now);

        var told = PublicEvent.Of(new FeedEntry(1, Id, "user-121", 2, "token_issued", e), Source);

        told.Subject.ShouldBeNull();
        told.Data.Changes.ShouldBe(new Dictionary<string, object?> { ["user_id"] = 121L, ["token_id"] = 5L });
    }
}
