using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using FluentValidation;

namespace ClinicNotes.Application.Ledger;

/// <summary>Asks for a proof pack (docs/audit.md).</summary>
/// <param name="By">Who asks.</param>
/// <param name="Of">What is to be proven.</param>
/// <param name="Against">A checkpoint that the caller kept, since which the ledger is to be shown to have only grown.</param>
public sealed record ReadProof(Actor By, ProofOf Of, GivenText Against) : ICommand;

/// <summary>What a proof pack is of.</summary>
public abstract record ProofOf
{
    private ProofOf() { }

    /// <summary>A session note.</summary>
    /// <param name="SessionNoteId">The note; <c>null</c> when the caller named it by something that is no id.</param>
    public sealed record Note(long? SessionNoteId) : ProofOf;

    /// <summary>The clinic's whole ledger.</summary>
    public sealed record Ledger : ProofOf;
}

public sealed class ReadProofRules : AbstractValidator<ReadProof>
{
    public ReadProofRules(IProofPacks packs) =>
        RuleFor(q => q)
            .Custom(
                (q, context) =>
                {
                    if (
                        q.Against.Kind != GivenKind.Missing
                        && (q.Against.Value is not { } text || packs.Parse(q.By.ClinicId, text) is null)
                    )
                        context.AddFailure("against", "is no checkpoint of this ledger");
                }
            );
}

public static class ReadProofHandler
{
    public static async Task<Outcome> Handle(
        ReadProof query,
        ReadProofRules rules,
        ISessionNoteRegister notes,
        ILedgerLog log,
        IProofPacks packs,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var clinic = query.By.ClinicId;
        var older = query.Against.Value is { } text ? packs.Parse(clinic, text) : null;
        if (older is not null && older.Size > await log.Size(clinic, cancellation))
            return ProofResponse.OutOfRange("against", "is larger than the ledger: it was cut, or restored from a backup");

        if (query.Of is not ProofOf.Note note)
            return Found(await packs.OfLedger(clinic, older, cancellation), Shown.Export);
        if (note.SessionNoteId is not { } id || !await notes.Has(clinic, id, cancellation))
            return Refusal.SessionNoteNotFound;

        return Found(await packs.OfNote(clinic, id, older, cancellation), Shown.OfNote(ReadKind.Proof, id));
    }

    private static Outcome Found(Streamed? pack, Shown shown) => pack is null ? Refusal.NotInLedger : new Outcome.Found(pack, shown);
}
