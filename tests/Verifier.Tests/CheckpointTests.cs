using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>Who signed, and whether the ledger has only grown.</summary>
public class CheckpointTests
{
    private const string NotSigned = "is not signed by the key";

    private const string GiveTheFormerKey =
        "If the ledger's key has been changed since, give the former key too, as you had it then: --key NEW --key FORMER.";

    private static readonly LedgerKey Former = new("clinicnotes/1", seed: 9);

    [Fact]
    public void A_pack_signed_by_a_forger_is_found_once_the_key_is_given()
    {
        var forged = Pack.OfLedger(Story.Told(Story.Forger), 26);
        Verified.Of(forged).ShouldBeEmpty("it is whole in itself");
        Verified
            .Of(forged, Story.Key)
            .ShouldBe([
                "Line 1: the pack names another key than the one given: somebody else may have signed it.",
                $"Line 1: the pack's checkpoint {NotSigned} {Story.Key.Text}. {GiveTheFormerKey}",
            ]);
        Verified
            .Of(forged.With(p => p.Header["key"] = Story.Key.Text))
            .ShouldBe([$"Line 1: the pack's checkpoint {NotSigned} {Story.Key.Text}. {GiveTheFormerKey}"]);
        Verified
            .Of(Story.LedgerPack.With(p => p.Header["key"] = Story.Forger.Text), Story.Key)
            .ShouldBe(["Line 1: the pack names another key than the one given: somebody else may have signed it."]);
    }

    [Fact]
    public void The_key_of_another_clinic_is_found()
    {
        var ledger = Story.Told(new LedgerKey("clinicnotes/2"));
        Verified.Of(Pack.OfLedger(ledger, 10)).ShouldBe(["Line 1: the key is of clinicnotes/2, which is not the ledger of clinic 1."]);
        Verified
            .Of(Story.LedgerPack.With(p => p.Header["clinic_id"] = 2))[0]
            .ShouldBe("Line 1: the key is of clinicnotes/1, which is not the ledger of clinic 2.");
    }

    [Fact]
    public void A_restored_backup_is_found_against_a_newer_checkpoint()
    {
        var kept = Older(Story.Ledger, 26);
        const string restored = "Line 1: the older checkpoint is of 26 events, the pack's of 18: the ledger was cut or restored.";
        Verified.Of(Pack.OfLedger(Story.Ledger, 18, 10), Story.Key, kept).ShouldBe([restored]);
        Verified.Of(Pack.OfNote(Story.Ledger, Story.Note, 18), Story.Key, kept).ShouldBe([restored]);
    }

    [Fact]
    public void A_fork_is_found_against_a_checkpoint_of_the_other_branch()
    {
        var fork = Story.Told(Story.Key, "Another answer");
        Verified
            .Of(Pack.OfLedger(fork, 10, 10), Story.Key, Older(Story.Ledger, 10))
            .ShouldBe(["Line 1: two different ledgers were signed: the events up to the older checkpoint are not the same any more."]);
        var pack = Pack.OfLedger(fork, 26).With(p => p.Header["since"] = Pack.Since(Story.Ledger, 26, 10));
        Verified
            .Of(pack, Story.Key, Older(Story.Ledger, 10))
            .ShouldBe(["Line 1: the proof that the ledger has only grown since the older checkpoint does not hold."]);
    }

    [Fact]
    public void A_pack_that_is_to_be_held_against_a_checkpoint_must_have_the_proof_for_exactly_that_one()
    {
        Verified
            .Of(Pack.OfLedger(Story.Ledger, 26), Story.Key, Older(Story.Ledger, 10))
            .ShouldBe(["Line 1: the pack has no proof that the ledger has only grown (since): ask for one with your older checkpoint."]);
        Verified
            .Of(Story.NotePack, Story.Key, Older(Story.Ledger, 18))
            .ShouldBe(["Line 1: the pack's proof that the ledger has only grown (since) is for another checkpoint than your older one."]);
        Verified.Of(Pack.OfLedger(Story.Ledger, 18), Story.Key, Older(Story.Ledger, 18)).Single().ShouldContain("has no proof");
    }

    [Fact]
    public void An_older_checkpoint_of_another_key_or_ledger_is_found()
    {
        Verified
            .Of(Story.NotePack, Story.Key, Older(Story.Told(Story.Forger), 10))[0]
            .ShouldBe($"Line 1: the older checkpoint {NotSigned} {Story.Key.Text}. {GiveTheFormerKey}");
        Verified
            .Of(Story.NotePack, Story.Key, Older(Story.Told(new LedgerKey("clinicnotes/2")), 10))[0]
            .ShouldBe("Line 1: the older checkpoint is of the ledger clinicnotes/2, and the key of clinicnotes/1.");
    }

    [Fact]
    public void After_a_change_of_the_key_a_pack_of_before_verifies_with_the_former_key_alone_or_among_others()
    {
        var before = Pack.OfNote(Story.Told(Former), Story.Note, 18, 10);
        Verified.Of(before, Former).ShouldBeEmpty();
        Verified.Of(before, [Story.Key, Former]).ShouldBeEmpty();
        Verified
            .Of(before, Story.Key)[..2]
            .ShouldBe([
                "Line 1: the pack names another key than the one given: somebody else may have signed it.",
                $"Line 1: the pack's checkpoint {NotSigned} {Story.Key.Text}. {GiveTheFormerKey}",
            ]);
    }

    [Fact]
    public void An_older_checkpoint_that_a_former_key_signed_needs_both_keys()
    {
        var older = Older(Story.Told(Former), 10);
        var pack = Story.NotePack.With(p => p.Header["since"] = Pack.Since(Story.Told(Former), 26, 10));

        Verified.Of(pack, [Story.Key, Former], older).ShouldBeEmpty();
        Verified.Of(pack, [Former, Story.Key], older).ShouldBeEmpty();
        Verified
            .Of(pack, Story.Key, older)
            .ShouldBe([
                $"Line 1: the checkpoint of since {NotSigned} {Story.Key.Text}. {GiveTheFormerKey}",
                $"Line 1: the older checkpoint {NotSigned} {Story.Key.Text}. {GiveTheFormerKey}",
            ]);
        Verified.Of(pack, key: null, older)[1].ShouldEndWith(GiveTheFormerKey);
        Verified
            .Of(pack, [Story.Key, Story.Forger], older)[1]
            .ShouldBe($"Line 1: the older checkpoint {NotSigned} {Story.Key.Text}, nor by {Story.Forger.Text}. {GiveTheFormerKey}");
    }

    [Fact]
    public void Keys_of_two_ledgers_are_no_keys_of_one()
    {
        var other = new LedgerKey("another/1");
        Verified.Of(Story.NotePack, [Story.Key, other]).ShouldBe(["Line 1: the keys are of two ledgers, clinicnotes/1 and another/1."]);
        var pack = Story.NotePack.With(p => p.Header["since"] = Pack.Since(Story.Told(other), 26, 10));
        Verified
            .Of(pack, [Story.Key, other])[1]
            .ShouldBe("Line 1: the checkpoint of since is of the ledger another/1, and the key of clinicnotes/1.");
    }

    private static Checkpoint Older(ModelLedger ledger, int size) => Checkpoint.Read(ledger.Checkpoint(size), "it");
}
