using NodaTime;

namespace ClinicNotes.WebApi.Access;

/// <summary>Logs that tokens were presented which belong to nobody, in one line a second at most: who guesses must not fill the log.</summary>
internal sealed partial class UnknownTokens(IClock clock, ILogger<UnknownTokens> logger)
{
    private static readonly Duration BetweenLines = Duration.FromSeconds(1);

    private readonly Lock _lock = new();
    private Instant _last = Instant.MinValue;
    private int _unsaid;

    /// <summary>Notes one.</summary>
    /// <param name="remoteAddress">From where it came, if that is known.</param>
    public void Presented(string? remoteAddress)
    {
        lock (_lock)
        {
            _unsaid++;
            var now = clock.GetCurrentInstant();
            if (now - BetweenLines < _last)
                return;

            Presented(logger, _unsaid, remoteAddress);
            (_last, _unsaid) = (now, 0);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Tokens that are nobody's were presented: {Tokens}, the last from {RemoteAddress}.")]
    private static partial void Presented(ILogger logger, int tokens, string? remoteAddress);
}
