using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Ledger;
using FluentValidation;

namespace ClinicNotes.Application.Ledger;

/// <summary>Asks whether the event at a position, as it is stored now, is in the ledger that the newest checkpoint signs.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Position">The event's position.</param>
public sealed record VerifyPosition(Actor By, GivenId Position) : ICommand;

public sealed class VerifyPositionRules : AbstractValidator<VerifyPosition>
{
    public VerifyPositionRules() => RuleFor(q => q.Position).MustBeId("position");
}

public static class VerifyPositionHandler
{
    public static async Task<Outcome> Handle(
        VerifyPosition query,
        VerifyPositionRules rules,
        ILedgerLog log,
        ISignatureStore signatures,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        try
        {
            return new Outcome.Found(await Verified(query.By.ClinicId, query.Position.Value, log, signatures, cancellation));
        }
        catch (DamagedRecordException damage)
        {
            return new Outcome.Found(new VerifiedEvent(query.Position.Value, ProofFinding.Damaged, Damage: damage.Message));
        }
    }

    private static async Task<VerifiedEvent> Verified(
        long clinic,
        long position,
        ILedgerLog log,
        ISignatureStore signatures,
        CancellationToken cancellation
    )
    {
        if (await log.Checkpoint(clinic, cancellation) is not { } note)
            return new(position, ProofFinding.NothingSigned);
        if (log.Verified(clinic, note) is not { } checkpoint)
            return new(position, ProofFinding.SignedByAnother);
        if (await log.Placed(clinic, position, cancellation) is not { } placed)
            return new(position, ProofFinding.Gone, Checkpoint: checkpoint);

        var (entry, leaf, signature) = placed;
        var verified = new VerifiedEvent(position, ProofFinding.Changed, entry.Leaf(), checkpoint, HasPicture: signature is not null);
        if (entry.Leaf() != leaf)
            return verified;
        if (signature is not null && !IsOf(signature, await signatures.Png(clinic, signature, cancellation)))
            return verified with { Finding = ProofFinding.OtherPicture };
        if (position > checkpoint.Size)
            return verified with { Finding = ProofFinding.NotSignedYet };

        var hashes = await log.InclusionProof(clinic, position, checkpoint.Size, cancellation);
        TreeHash[] beside = [.. hashes!.Select(hash => TreeHash.FromBase64(hash)!.Value)];
        var holds = InclusionProof.Holds(leaf, position, checkpoint.Size, beside, checkpoint.Root);
        return verified with { Finding = holds ? ProofFinding.Holds : ProofFinding.NotInTree, Hashes = beside.Length };
    }

    private static bool IsOf(string sha256, byte[]? png) => png is not null && TreeHash.Sha256(png).Hex == sha256;
}
