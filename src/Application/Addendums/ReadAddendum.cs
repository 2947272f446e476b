using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;

namespace ClinicNotes.Application.Addendums;

/// <summary>Asks what an addendum is like now.</summary>
/// <param name="By">Who asks.</param>
/// <param name="AddendumId">The addendum; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record ReadAddendum(Actor By, long? AddendumId) : ICommand;

public static class ReadAddendumHandler
{
    public static async Task<Outcome> Handle(
        ReadAddendum query,
        ISignatureStore signatures,
        IEventStreams streams,
        CancellationToken cancellation
    )
    {
        if (query.By.ActingAs(WhoMay.Read) is null)
            return Refusal.NotPermitted;
        if (query.AddendumId is not { } id || await streams.Read<Addendum>(query.By, id, cancellation) is not { } addendum)
            return Refusal.AddendumNotFound;

        return new Outcome.Found(await AddendumResponse.Of(addendum, query.By.ClinicId, signatures, cancellation));
    }
}
