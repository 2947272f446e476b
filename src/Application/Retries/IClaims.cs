using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Retries;

/// <summary>The claims of requests with an <c>Idempotency-Key</c>, for all services of a database, each for 24 hours.</summary>
public interface IClaims
{
    /// <summary>
    /// The claim of a request: the caller's to settle or release, or one that was settled before. Refused while another attempt holds it,
    /// and when the key came with another body. An attempt that has not settled its claim after half a minute loses it to the next.
    /// </summary>
    Task<(Claim? Claim, Refusal? Why)> Take(ClaimedRequest request, CancellationToken cancellation);

    /// <summary>Keeps the faults of fields as what the request is answered.</summary>
    Task Settle(Claim claim, IDictionary<string, string[]> faults);

    /// <summary>Keeps what the answer tells besides what the events say, and settles the claim if no event has.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="stream">The key of the stream that it tells of.</param>
    /// <param name="told">It, as JSON.</param>
    Task Settle(Claim claim, string stream, string told);

    /// <summary>Gives up a claim, so that the request may be tried anew; one that is settled stays.</summary>
    Task Release(Claim claim);
}

/// <summary>A request with an <c>Idempotency-Key</c>.</summary>
/// <param name="By">Whose key it is.</param>
/// <param name="Request">SHA-256 of method, path and key.</param>
/// <param name="Body">SHA-256 of what must be the same when the request comes again.</param>
public sealed record ClaimedRequest(Actor By, ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Body);
