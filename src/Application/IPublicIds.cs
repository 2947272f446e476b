namespace ClinicNotes.Application;

/// <summary>New public ids: integers from 1 up, each given out once over all clinics, in no promised order.</summary>
public interface IPublicIds
{
    ValueTask<long> NextAddendumId(CancellationToken cancellation);

    ValueTask<long> NextSignOffId(CancellationToken cancellation);

    ValueTask<long> NextTokenId(CancellationToken cancellation);

    ValueTask<long> NextWebhookId(CancellationToken cancellation);
}
