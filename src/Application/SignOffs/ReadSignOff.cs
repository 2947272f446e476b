using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SignOffs;
using FluentValidation;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Asks what a sign-off is like now, or was like at a moment.</summary>
/// <param name="By">Who asks.</param>
/// <param name="SignOffId">The sign-off; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="AsOf">The moment, events of that very moment included; one to come, or none, is now.</param>
public sealed record ReadSignOff(Actor By, long? SignOffId, GivenText AsOf) : ICommand;

public sealed class ReadSignOffRules : AbstractValidator<ReadSignOff>
{
    public ReadSignOffRules() => RuleFor(q => q.AsOf).MayBeInstant("as_of");
}

public static class ReadSignOffHandler
{
    public static async Task<Outcome> Handle(
        ReadSignOff query,
        ReadSignOffRules rules,
        ISignatureStore signatures,
        IEventStreams streams,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Read) is { } refusal)
            return refusal;
        if (
            query.SignOffId is not { } id
            || await streams.Read<SignOff>(query.By, id, InstantText.First(query.AsOf.Value), cancellation) is not ({ } signOff, var tag)
        )
            return Refusal.SignOffNotFound;

        return new Outcome.Found(
            await SignOffResponse.Of(signOff, query.By.ClinicId, signatures, cancellation),
            new Shown(ReadKind.SignOff, id, [signOff.SessionNoteId]),
            tag
        );
    }
}
