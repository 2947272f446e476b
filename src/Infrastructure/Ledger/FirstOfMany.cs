using System.Globalization;
using ClinicNotes.Application.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Tells of the first of many differences that have one cause, and how many more there are.</summary>
internal sealed class FirstOfMany(string clinic, string things)
{
    private long _count;
    private long _last;

    public IEnumerable<Difference> Count(long at, string what)
    {
        _last = at;
        return _count++ == 0 ? [new(clinic, at, null, null, what)] : [];
    }

    public IEnumerable<Difference> Rest() =>
        _count > 1
            ?
            [
                new(
                    clinic,
                    _last,
                    null,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"so it is with {_count - 1} more {things}, up to here")
                ),
            ]
            : [];
}
