using JasperFx;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Failures that pass: the same request may work a moment later.</summary>
public static class Unavailable
{
    /// <summary>Whether the database is away, or so many commands raced on one stream that this one never won.</summary>
    public static bool Is(Exception error) => error is NpgsqlException { IsTransient: true } or TimeoutException or ConcurrencyException;
}
