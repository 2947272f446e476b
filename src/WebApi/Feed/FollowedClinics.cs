using ClinicNotes.Application.Feed;

namespace ClinicNotes.WebApi.Feed;

/// <summary>The clinics whose feeds are followed here at the moment.</summary>
internal sealed class FollowedClinics(IEventFeed feed, IHostApplicationLifetime lifetime, ILogger<FollowedClinic> logger)
{
    private readonly Dictionary<long, FollowedClinic> _clinics = [];

    /// <summary>Follows a clinic's feed, until <see cref="Leave" /> is called.</summary>
    public NewestEvents Follow(long clinicId)
    {
        lock (_clinics)
        {
            if (!_clinics.TryGetValue(clinicId, out var clinic))
            {
                _clinics[clinicId] = clinic = new(clinicId, feed, logger);
                _ = Task.Run(() => clinic.Read(() => IsLeft(clinicId), lifetime.ApplicationStopping));
            }

            clinic.Followers++;
            return clinic.Newest;
        }
    }

    public void Leave(long clinicId)
    {
        lock (_clinics)
            _clinics[clinicId].Followers--;
    }

    private bool IsLeft(long clinicId)
    {
        lock (_clinics)
            return _clinics[clinicId].Followers == 0 && _clinics.Remove(clinicId);
    }
}
