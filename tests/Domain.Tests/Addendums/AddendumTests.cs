using ClinicNotes.Domain.Addendums;
using static ClinicNotes.Domain.Tests.Addendums.Addendum39;

namespace ClinicNotes.Domain.Tests.Addendums;

public class AddendumTests
{
    [Fact]
    public void A_request_makes_an_addendum_without_a_response() =>
        Given(Requested(Signatures.First))
            .State.ShouldBe(new Addendum(39, 46, "Please fix the names", null, Signatures.First, null, Times.Morning, Times.Morning));

    [Fact]
    public void A_response_changes_what_it_names_and_the_time_of_the_last_change() =>
        Given(Requested(Signatures.First), Responded("Done"))
            .State.ShouldBe(new Addendum(39, 46, "Please fix the names", "Done", Signatures.First, null, Times.Morning, Times.Afternoon));

    [Fact]
    public void A_later_signature_leaves_the_response_as_it_was() =>
        Given(Requested(), Responded("Done"), Responded(signature: Signatures.Second))
            .State.ShouldBe(new Addendum(39, 46, "Please fix the names", "Done", null, Signatures.Second, Times.Morning, Times.Afternoon));

    [Fact]
    public void A_response_to_nothing_makes_nothing() => Given(Responded("Done")).State.ShouldBeNull();

    [Fact]
    public void An_addendum_is_known_by_the_key_of_its_stream()
    {
        Addendum.StreamKey(39).ShouldBe("addendum-39");
    }
}
