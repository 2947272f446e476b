using ClinicNotes.Application.Ledger;

namespace ClinicNotes.WebApi.Audit;

/// <summary>What verifying an event came to, for people.</summary>
internal static class ProofWords
{
    public static string Headline(VerifiedEvent proof) =>
        proof.Finding switch
        {
            ProofFinding.Holds => "Proven",
            ProofFinding.NotSignedYet => "Not signed yet",
            ProofFinding.NothingSigned => "Cannot be proven",
            _ => "Does not hold",
        };

    public static string Sentence(VerifiedEvent proof) =>
        proof.Finding switch
        {
            ProofFinding.Holds =>
                $"Made anew from what is stored now, this event is entry {proof.Position} of the {proof.Checkpoint!.Size} that "
                    + $"{proof.Checkpoint.Origin} has signed: its leaf hash leads by {Words.Count(proof.Hashes, "hash", "hashes")} to the signed root. "
                    + $"It is the event that got this position, unchanged.{Picture(proof)}",
            ProofFinding.NotSignedYet =>
                $"The event is the one that got position {proof.Position}, but the newest checkpoint covers only the first "
                    + $"{proof.Checkpoint!.Size}. The next one follows within a second or so: verify it again then.",
            ProofFinding.NothingSigned => "No checkpoint of this clinic's ledger was ever signed: the service has no key for that.",
            ProofFinding.SignedByAnother =>
                "The newest checkpoint is not signed by a key of this service: somebody has put another in its place.",
            ProofFinding.Gone => $"The ledger has no event at position {proof.Position} any more.",
            ProofFinding.Changed =>
                "Made anew from what is stored now, this event has another leaf hash than the ledger gave it: it was changed afterwards.",
            ProofFinding.OtherPicture => "The event is unchanged, but the picture of its signature is missing, or is another one.",
            ProofFinding.NotInTree =>
                $"The event's leaf is not in the tree of {proof.Checkpoint!.Size} entries that was signed: the ledger was changed afterwards.",
            ProofFinding.Damaged => Sentences.DoesNotHold(proof.Damage!),
            _ => throw new InvalidOperationException($"A finding that there are no words for: {proof.Finding}"),
        };

    private static string Picture(VerifiedEvent proof) => proof.HasPicture ? " The picture is the one that it names." : "";
}
