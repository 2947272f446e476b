using ClinicNotes.Domain.SignOffs;
using static ClinicNotes.Domain.Tests.SignOffs.SignOff25;

namespace ClinicNotes.Domain.Tests.SignOffs;

public class SignOffTests
{
    [Fact]
    public void What_was_recorded_makes_a_sign_off() =>
        Given(Recorded()).State.ShouldBe(new SignOff(25, 99, "Well done", Reviewed, Signatures.First, 123, Times.Morning, Times.Morning));

    [Fact]
    public void A_revision_changes_what_it_names_and_the_time_of_the_last_change()
    {
        Given(Recorded(), Revised(reviewDate: ReviewedLater))
            .State.ShouldBe(new SignOff(25, 99, "Well done", ReviewedLater, Signatures.First, 123, Times.Morning, Times.Afternoon));
        Given(Recorded(), Revised("Better now", signature: Signatures.Second))
            .State.ShouldBe(new SignOff(25, 99, "Better now", Reviewed, Signatures.Second, 123, Times.Morning, Times.Afternoon));
    }

    [Fact]
    public void A_revision_of_nothing_makes_nothing() => Given(Revised("Better now")).State.ShouldBeNull();

    [Fact]
    public void A_sign_off_is_known_by_the_key_of_its_stream()
    {
        SignOff.StreamKey(25).ShouldBe("sign-off-25");
    }
}
