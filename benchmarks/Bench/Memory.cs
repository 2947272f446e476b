namespace ClinicNotes.Bench;

/// <summary>The resident memory of a service under load, looked at after each thing that it was made to do.</summary>
internal sealed class Memory
{
    private readonly List<double> _resident = [];
    private long _requests;

    /// <param name="resident">What it has, in MiB.</param>
    /// <param name="after">How many requests it answered since it was looked at before.</param>
    public void Add(double resident, long after)
    {
        _resident.Add(resident);
        _requests += after;
    }

    public Finding Found =>
        new(
            "resident memory under load",
            FormattableString.Invariant(
                $"{Ratio.MedianOf(_resident):0} MiB, median of {_resident.Count} ({_resident.Min():0}–{_resident.Max():0}), in {_requests:#,0} requests"
            )
        );
}
