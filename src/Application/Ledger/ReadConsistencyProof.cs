using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Ledger;

/// <summary>Asks for the proof that the tree of a size grew from a smaller one (RFC 6962, section 2.1.2).</summary>
public sealed record ReadConsistencyProof(Actor By, GivenId From, GivenId To) : ICommand;

public sealed class ReadConsistencyProofRules : AbstractValidator<ReadConsistencyProof>
{
    public ReadConsistencyProofRules()
    {
        RuleFor(q => q.From).MustBeId("from");
        RuleFor(q => q.To).MustBeId("to");
    }
}

public static class ReadConsistencyProofHandler
{
    public static async Task<Outcome> Handle(
        ReadConsistencyProof query,
        ReadConsistencyProofRules rules,
        ILedgerLog log,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var (clinic, size) = (query.By.ClinicId, query.To.Value);
        if (size > await log.Size(clinic, cancellation))
            return ProofResponse.OutOfRange("to", "is larger than the ledger");

        var hashes = await log.ConsistencyProof(clinic, query.From.Value, size, cancellation);
        return hashes is null ? ProofResponse.OutOfRange("from", "is larger than to") : new Outcome.Found(new ProofResponse(hashes));
    }
}
