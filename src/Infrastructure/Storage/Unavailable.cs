using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Failures that pass: the same request may work a moment later.</summary>
public static class Unavailable
{
    /// <summary>Whether the database is or went away, or so many commands raced on one stream that this one never won.</summary>
    public static bool Is(Exception? error) =>
        error switch
        {
            null => false,
            TimeoutException or NpgsqlException { IsTransient: true } => true,
            PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
            // Marten wraps what Npgsql throws.
            _ => Is(error.InnerException),
        };
}
