using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>A read that is not recorded yet.</summary>
/// <param name="Clinic">Where, as the store names the clinic.</param>
/// <param name="ReadBy">Who read; <c>null</c> for the operator of the service.</param>
/// <param name="ReadAs">In which role.</param>
/// <param name="Read">The read.</param>
/// <param name="Recorded">Told what comes of it; <c>null</c> if nobody waits for that.</param>
internal sealed record WaitingRead(string Clinic, long? ReadBy, Role ReadAs, Read Read, TaskCompletionSource? Recorded);
