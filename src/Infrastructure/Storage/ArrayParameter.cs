using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Many values as one parameter of a statement.</summary>
internal static class ArrayParameter
{
    /// <param name="type">The type of one value.</param>
    /// <param name="values">The values.</param>
    public static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type };

    /// <summary>The same; null where there are values and all of them are null.</summary>
    /// <param name="type">The type of one value.</param>
    /// <param name="values">The values.</param>
    public static NpgsqlParameter<T[]?> OrNull<T>(NpgsqlDbType type, IEnumerable<T> values)
    {
        T[] all = [.. values];
        var isNull = all.Length > 0 && Array.TrueForAll(all, value => value is null);
        return new() { TypedValue = isNull ? null : all, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
