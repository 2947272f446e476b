namespace ClinicNotes.Application.Retries;

/// <summary>
/// What answers tell that no event says, such as how far a webhook is: the same as before when a request with an <c>Idempotency-Key</c> comes
/// again.
/// </summary>
public interface IKeptAnswers
{
    /// <summary>What is to be told; or what was told when the request was carried out before, and then nothing is done again.</summary>
    /// <param name="stream">The key of the stream that it tells of.</param>
    /// <param name="tell">Finds out what is to be told, or makes it so.</param>
    Task<T> Once<T>(string stream, Func<Task<T>> tell);
}
