using NodaTime;

namespace ClinicNotes.Application;

/// <summary>The database under the service: its tables, who may do what with them, and what is in them.</summary>
public interface IInstallation
{
    /// <summary>
    /// Brings the database to the schema of this version, and the service's role to its rights. Services may run meanwhile.
    /// </summary>
    /// <returns>Whether there was anything to do.</returns>
    Task<bool> Apply(CancellationToken cancellation);

    /// <summary>Whether the database has the schema of this version, and the service's role may use it.</summary>
    Task<bool> IsCurrent(CancellationToken cancellation);

    /// <summary>What is not as this version needs it, each in a sentence; none when all is right.</summary>
    Task<IReadOnlyList<string>> Faults(CancellationToken cancellation);

    /// <summary>What the database is and what is in it, counted at this moment.</summary>
    Task<StoredResponse> Describe(CancellationToken cancellation);
}

/// <summary>What a database is and what is in it.</summary>
/// <param name="Postgres">The version of PostgreSQL.</param>
/// <param name="Database">The name of the database.</param>
/// <param name="ServiceRole">The role that services run under.</param>
/// <param name="OwnerRole">The role that owns the tables; the same where nothing else is set.</param>
/// <param name="Schema">The SHA-256 of the schema of this version, in hexadecimal digits.</param>
/// <param name="SchemaAppliedAt">When that was applied; <c>null</c> when it was not.</param>
/// <param name="Clinics">What is in it of each clinic; none as long as it lacks that schema.</param>
public sealed record StoredResponse(
    string Postgres,
    string Database,
    string ServiceRole,
    string OwnerRole,
    string Schema,
    Instant? SchemaAppliedAt,
    IReadOnlyList<ClinicResponse> Clinics
);

/// <summary>What is stored of a clinic.</summary>
/// <param name="Id">The clinic.</param>
/// <param name="Users">How many users it has enrolled.</param>
/// <param name="SessionNotes">How many notes it has registered.</param>
/// <param name="Addendums">How many addendums it has requested.</param>
/// <param name="SignOffs">How many sign-offs it has recorded.</param>
/// <param name="Events">How many events it has in all.</param>
/// <param name="LedgerSize">How many of them have a position in its ledger.</param>
/// <param name="SignedSize">How many of these are under a signed checkpoint.</param>
/// <param name="VerifierKey">The key by which its checkpoints are verified; <c>null</c> when there is none.</param>
public sealed record ClinicResponse(
    long Id,
    long Users,
    long SessionNotes,
    long Addendums,
    long SignOffs,
    long Events,
    long LedgerSize,
    long SignedSize,
    string? VerifierKey
);
