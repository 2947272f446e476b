using System.Text;
using ClinicNotes.Domain.Ledger;
using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Ledger;

[Properties(Arbitrary = [typeof(Arbitraries), typeof(TreeHashTests)])]
public class LedgerEntryTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly LedgerEntry Requested = new(
        1,
        12,
        "addendum-39",
        1,
        null,
        "addendum_requested",
        7,
        "supervisor",
        46,
        Instant.FromUtc(2026, 3, 1, 9, 0),
        TreeHash.Nothing,
        null
    );

    [Fact]
    public void An_entry_is_these_bytes() =>
        Encoding
            .UTF8.GetString(Requested.ToCanonicalJson())
            .ShouldBe(
                $$"""{"actor_id":7,"body_digest":"{{Zeros}}","clinic_id":1,"position":12,"previous":null,"""
                    + """
                    "recorded_at":"2026-03-01T09:00:00.000Z","role":"supervisor","session_note_id":46,"signature_digest":null,
                    """.TrimEnd()
                    + """
                    "stream":"addendum-39","type":"addendum_requested","version":1}
                    """
            );

    [Fact]
    public void What_an_entry_lacks_is_null_in_it() =>
        Encoding
            .UTF8.GetString((Requested with { ActorId = null, Role = null, SessionNoteId = null }).ToCanonicalJson())
            .ShouldSatisfyAllConditions(
                json => json.ShouldContain("\"actor_id\":null,"),
                json => json.ShouldContain("\"role\":null,"),
                json => json.ShouldContain("\"session_note_id\":null,")
            );

    [Property]
    public void An_entry_is_canonical_whatever_it_holds(Instant at, TreeHash? previous, TreeHash body, TreeHash? signature, int position)
    {
        var entry = Requested with
        {
            RecordedAt = at,
            Previous = previous,
            BodyDigest = body,
            SignatureDigest = signature,
            Position = position,
            Role = "\"\\\n\u0001€",
        };
        var json = entry.ToCanonicalJson();
        CanonicalJson.Of(Encoding.UTF8.GetString(json), out _).ShouldBe(json);
        entry.Leaf().ShouldBe(TreeHash.OfLeaf(json));
    }

    [Property]
    public void A_time_is_written_to_the_millisecond_at_or_before_it(Instant at) =>
        (Requested with { RecordedAt = at }).Leaf().ShouldBe((Requested with { RecordedAt = Moment.Of(at) }).Leaf());
}
