using System.Collections;
using System.Runtime.CompilerServices;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application;

/// <summary>Roles as the caller gave them, before anybody judged them.</summary>
[CollectionBuilder(typeof(GivenRoles), nameof(Of))]
public sealed class GivenRoles : IEnumerable<Role>
{
    private GivenRoles(GivenKind kind, IReadOnlyList<Role> roles)
    {
        Kind = kind;
        Value = roles;
    }

    public GivenKind Kind { get; }

    /// <summary>The roles; none unless a list of roles was given.</summary>
    public IReadOnlyList<Role> Value { get; }

    /// <summary>Absent, or <c>null</c>.</summary>
    public static GivenRoles Missing { get; } = new(GivenKind.Missing, []);

    /// <summary>Something else than a list of names of roles.</summary>
    public static GivenRoles OfAnotherKind { get; } = new(GivenKind.OfAnotherKind, []);

    public static GivenRoles Of(ReadOnlySpan<Role> roles) => new(GivenKind.Given, roles.ToArray());

    public IEnumerator<Role> GetEnumerator() => Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
