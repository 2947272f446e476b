using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Ledger;

/// <summary>Asks for a proof of the clinic's tree at a size.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Kind">What is to be proven.</param>
/// <param name="Of">The position of an entry, or the size of a smaller tree.</param>
/// <param name="Size">The size of the tree.</param>
public sealed record ReadTreeProof(Actor By, TreeProof Kind, GivenId Of, GivenId Size) : ICommand;

/// <summary>A proof of a tree, and what callers call its parameters.</summary>
/// <param name="OfField">The parameter that says of what.</param>
/// <param name="SizeField">The parameter that says the size of the tree.</param>
public sealed record TreeProof(string OfField, string SizeField)
{
    /// <summary>That an entry is in the tree (RFC 6962, section 2.1.1).</summary>
    public static TreeProof Inclusion { get; } = new("position", "size");

    /// <summary>That the tree grew from a smaller one (RFC 6962, section 2.1.2).</summary>
    public static TreeProof Consistency { get; } = new("from", "to");
}

public sealed class ReadTreeProofRules : AbstractValidator<ReadTreeProof>
{
    public ReadTreeProofRules()
    {
        foreach (var kind in new[] { TreeProof.Inclusion, TreeProof.Consistency })
        {
            When(
                q => q.Kind == kind,
                () =>
                {
                    RuleFor(q => q.Of).MustBeId(kind.OfField);
                    RuleFor(q => q)
                        .Custom(
                            (q, context) =>
                            {
                                if (q.Size.Kind == GivenKind.Given && q.Of.Value > q.Size.Value)
                                    context.AddFailure(kind.OfField, $"is larger than {kind.SizeField}");
                            }
                        );
                    RuleFor(q => q.Size).MustBeId(kind.SizeField);
                }
            );
        }
    }
}

public static class ReadTreeProofHandler
{
    public static async Task<Outcome> Handle(ReadTreeProof query, ReadTreeProofRules rules, ILedgerLog log, CancellationToken cancellation)
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var (clinic, kind, of, size) = (query.By.ClinicId, query.Kind, query.Of.Value, query.Size.Value);
        if (size > await log.Size(clinic, cancellation))
            return ProofResponse.OutOfRange(kind.SizeField, "is larger than the ledger");

        var hashes =
            kind == TreeProof.Inclusion
                ? await log.InclusionProof(clinic, of, size, cancellation)
                : await log.ConsistencyProof(clinic, of, size, cancellation);
        return new Outcome.Found(new ProofResponse(hashes!));
    }
}
