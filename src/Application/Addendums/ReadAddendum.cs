using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Reads;
using FluentValidation;

namespace ClinicNotes.Application.Addendums;

/// <summary>Asks what an addendum is like now, or was like at a moment.</summary>
/// <param name="By">Who asks.</param>
/// <param name="AddendumId">The addendum; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="AsOf">The moment, events of that very moment included; one to come, or none, is now.</param>
public sealed record ReadAddendum(Actor By, long? AddendumId, GivenText AsOf) : ICommand;

public sealed class ReadAddendumRules : AbstractValidator<ReadAddendum>
{
    public ReadAddendumRules() => RuleFor(q => q.AsOf).MayBeInstant("as_of");
}

public static class ReadAddendumHandler
{
    public static async Task<Outcome> Handle(
        ReadAddendum query,
        ReadAddendumRules rules,
        ISignatureStore signatures,
        IEventStreams streams,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Read) is { } refusal)
            return refusal;
        if (
            query.AddendumId is not { } id
            || await streams.Read<Addendum>(query.By, id, InstantText.First(query.AsOf.Value), cancellation) is not ({ } addendum, var tag)
        )
            return Refusal.AddendumNotFound;

        return new Outcome.Found(
            await AddendumResponse.Of(addendum, query.By.ClinicId, signatures, cancellation),
            new Shown(ReadKind.Addendum, id, [addendum.SessionNoteId]),
            tag
        );
    }
}
