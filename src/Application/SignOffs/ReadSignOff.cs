using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Asks what a sign-off is like now.</summary>
/// <param name="By">Who asks.</param>
/// <param name="SignOffId">The sign-off; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record ReadSignOff(Actor By, long? SignOffId) : ICommand;

public static class ReadSignOffHandler
{
    public static async Task<Outcome> Handle(
        ReadSignOff query,
        ISignatureStore signatures,
        IEventStreams streams,
        CancellationToken cancellation
    )
    {
        if (query.By.ActingAs(WhoMay.Read) is null)
            return Refusal.NotPermitted;
        if (query.SignOffId is not { } id || await streams.Read<SignOff>(query.By, id, cancellation) is not { } signOff)
            return Refusal.SignOffNotFound;

        return new Outcome.Found(await SignOffResponse.Of(signOff, query.By.ClinicId, signatures, cancellation));
    }
}
