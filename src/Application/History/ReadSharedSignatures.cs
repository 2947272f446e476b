using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.History;

/// <summary>Asks which signature images several users gave, or were given on several session notes.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Paging">Which page.</param>
public sealed record ReadSharedSignatures(Actor By, GivenPaging Paging) : ICommand;

/// <summary>Signature images that are shared, those of the most users first, then those on the most notes.</summary>
/// <param name="Signatures">The signatures.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record SharedSignaturesResponse(IReadOnlyList<SharedSignature> Signatures, PaginationResponse Pagination);

public sealed class ReadSharedSignaturesRules : AbstractValidator<ReadSharedSignatures>
{
    public ReadSharedSignaturesRules() => this.MustBePaging(q => q.Paging);
}

public static class ReadSharedSignaturesHandler
{
    public static async Task<Outcome> Handle(
        ReadSharedSignatures query,
        ReadSharedSignaturesRules rules,
        IAuditReport report,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var paging = query.Paging.Value;
        var (signatures, total) = await report.SharedSignatures(query.By.ClinicId, paging, cancellation);
        return new Outcome.Found(new SharedSignaturesResponse(signatures, PaginationResponse.Of(paging, total)));
    }
}
