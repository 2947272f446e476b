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
}
