using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>Who signed, and whether the ledger has only grown.</summary>
public class CheckpointTests
{
    private const string NotSigned = "is not signed by the key";

    [Fact]
    public void A_pack_signed_by_a_forger_is_found_once_the_key_is_given()
    {
        var forged = Pack.OfLedger(Story.Told(Story.Forger), 26);
        Verified.Of(forged).ShouldBeEmpty("it is whole in itself");
        Verified
            .Of(forged, Story.Key)
            .ShouldBe([
                "Line 1: the pack names another key than the one given: somebody else may have signed it.",
                $"Line 1: the pack's checkpoint {NotSigned} {Story.Key.Text}.",
            ]);
        Verified
            .Of(forged.With(p => p.Header["key"] = Story.Key.Text))
            .ShouldBe([$"Line 1: the pack's checkpoint {NotSigned} {Story.Key.Text}."]);
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
            .ShouldBe($"Line 1: the older checkpoint {NotSigned} {Story.Key.Text}.");
        Verified
            .Of(Story.NotePack, Story.Key, Older(Story.Told(new LedgerKey("clinicnotes/2")), 10))[0]
            .ShouldBe("Line 1: the older checkpoint is of the ledger clinicnotes/2, and the key of clinicnotes/1.");
    }

    private static Checkpoint Older(ModelLedger ledger, int size) => Checkpoint.Read(ledger.Checkpoint(size), "it");
}
