namespace ClinicNotes.Application.Retries;

/// <summary>
/// What a request with an <c>Idempotency-Key</c> has while it is carried out: only who holds the claim may record what was asked for. Once
/// settled, it says what came of the request.
/// </summary>
/// <param name="Id">The attempt that holds it, or held it when it was settled: a UUID.</param>
/// <param name="Done">What was decided on a stream; <c>null</c> when nothing was yet.</param>
/// <param name="Faults">The faults of fields that the request was refused for; <c>null</c> likewise.</param>
/// <param name="Told">What the answer told besides what the events say, as JSON; <c>null</c> if nothing.</param>
public sealed record Claim(string Id, Claim.Reached? Done = null, IDictionary<string, string[]>? Faults = null, string? Told = null)
{
    /// <param name="Stream">The key of the stream.</param>
    /// <param name="Version">The stream's version after the decision.</param>
    /// <param name="IsRecorded">Whether the decision recorded the event of that version, or found that nothing was to change.</param>
    public sealed record Reached(string Stream, long Version, bool IsRecorded);
}
