using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Ledger;

/// <summary>Asks for the proof that an entry is in the tree of a size (RFC 6962, section 2.1.1).</summary>
public sealed record ReadInclusionProof(Actor By, GivenId Position, GivenId Size) : ICommand;

public sealed class ReadInclusionProofRules : AbstractValidator<ReadInclusionProof>
{
    public ReadInclusionProofRules()
    {
        RuleFor(q => q.Position).MustBeId("position");
        RuleFor(q => q.Size).MustBeId("size");
    }
}

public static class ReadInclusionProofHandler
{
    public static async Task<Outcome> Handle(
        ReadInclusionProof query,
        ReadInclusionProofRules rules,
        ILedgerLog log,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var (clinic, size) = (query.By.ClinicId, query.Size.Value);
        if (size > await log.Size(clinic, cancellation))
            return ProofResponse.OutOfRange("size", "is larger than the ledger");

        var hashes = await log.InclusionProof(clinic, query.Position.Value, size, cancellation);
        return hashes is null ? ProofResponse.OutOfRange("position", "is larger than size") : new Outcome.Found(new ProofResponse(hashes));
    }
}
