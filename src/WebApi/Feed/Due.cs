using NodaTime;

namespace ClinicNotes.WebApi.Feed;

/// <summary>What is to be done again once some time has passed.</summary>
internal sealed class Due(IClock clock, Duration every)
{
    private Instant _last = clock.GetCurrentInstant();

    /// <summary>Whether it is to be done now; it then counts as done.</summary>
    public bool IsNow()
    {
        var now = clock.GetCurrentInstant();

        // A clock that was put back must not put it off.
        if (now < _last + every && now >= _last)
            return false;

        _last = now;
        return true;
    }
}
