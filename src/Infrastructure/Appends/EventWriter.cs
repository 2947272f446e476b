using ClinicNotes.Infrastructure.Signatures;
using ClinicNotes.Infrastructure.Storage;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Npgsql;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Records appends through Marten, in one transaction.</summary>
internal sealed class EventWriter(IDocumentStore store, SignatureStore signatures)
{
    /// <summary>Records all of them, or throws and records none.</summary>
    public async Task Write(IReadOnlyList<Append> appends)
    {
        await using var session = store.LightweightSession();
        foreach (var append in appends)
        {
            var events = session.ForTenant(append.Key.Clinic).Events;
            if (append.Expected == 0)
                events.StartStream(append.State.GetType(), append.Key.Stream, append.Event);
            else
                events.Append(append.Key.Stream, append.Expected + 1, append.Event);

            if (append.Image is { } image)
                signatures.Keep(session, append.Key.Clinic, image);
        }

        // Whoever asked may go away meanwhile: that must not disturb the others.
        await session.SaveChangesAsync(CancellationToken.None);
        foreach (var append in appends)
        {
            if (append.Image is { } image)
                signatures.Kept(append.Key.Clinic, image);
        }
    }

    /// <summary>Whether another command was there first: nothing is recorded, and the decision has to be taken again.</summary>
    public static bool LostRace(Exception failure) =>
        failure
            is ConcurrencyException
                or ExistingStreamIdCollisionException
                or MartenCommandException
                {
                    InnerException: PostgresException
                    {
                        SqlState: PostgresErrorCodes.UniqueViolation,
                        ConstraintName: DatabaseSchema.SessionNoteOfOneClinic,
                    },
                };

    /// <summary>
    /// Whether PostgreSQL has said that nothing is recorded. When the connection broke instead, nobody knows, and another try could record
    /// the same twice.
    /// </summary>
    public static bool RolledBack(Exception failure) =>
        LostRace(failure)
        || (failure as PostgresException ?? failure.InnerException as PostgresException) is { InvariantSeverity: "ERROR" };
}
