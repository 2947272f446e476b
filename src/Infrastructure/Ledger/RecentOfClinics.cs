namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The entries of all clinics among <see cref="RecentEntries" />: the newest, of clinics whose feed is read.</summary>
internal sealed class RecentOfClinics(TimeProvider time)
{
    private static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, RecentOfClinic> _clinics = [];
    private readonly Queue<(RecentOfClinic Clinic, int Length)> _kept = [];
    private int _characters;

    /// <summary>Those of a clinic, whose feed is read from now on.</summary>
    public RecentOfClinic Of(string clinic)
    {
        if (!_clinics.TryGetValue(clinic, out var recent))
            _clinics[clinic] = recent = new();
        recent.ReadAt = time.GetTimestamp();
        return recent;
    }

    /// <summary>Takes in an event at its place, if the clinic's feed is read.</summary>
    public void Add(CommittedEvent e, long position)
    {
        if (!_clinics.TryGetValue(e.ClinicId, out var recent))
            return;

        // A ledger that goes on elsewhere is not the one that these are of.
        if (recent.Entries is [.., var last] && last.Position != position - 1)
            Clear();
        recent.Entries.Add(new(position, e.Id.ToString(), e.Stream, e.Version, e.Type, e.Event));
        _kept.Enqueue((recent, e.Body.Length));
        _characters += e.Body.Length;
        while (_kept.Count > RecentEntries.MostKept || _characters > RecentEntries.MostCharacters)
        {
            var (oldest, gone) = _kept.Dequeue();
            oldest.Entries.RemoveAt(0);
            _characters -= gone;
        }
    }

    /// <summary>Gives up clinics whose feed has not been read for some seconds.</summary>
    public void GiveUpUnread()
    {
        foreach (var (clinic, _) in _clinics.Where(clinic => time.GetElapsedTime(clinic.Value.ReadAt) > LongestUnread).ToList())
            _clinics.Remove(clinic);
    }

    public void Clear()
    {
        foreach (var recent in _clinics.Values)
            recent.Entries.Clear();
        _kept.Clear();
        _characters = 0;
    }
}
