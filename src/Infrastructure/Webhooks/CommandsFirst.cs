using ClinicNotes.Infrastructure.Appends;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>
/// Has commands go first where a service has its hands full: while some wait to be recorded, a moment passes before each delivery. Deliveries
/// lag behind then, and never stop.
/// </summary>
internal sealed class CommandsFirst(GroupCommit commits)
{
    /// <summary>The shortest time that a timer knows. A receiver elsewhere takes longer to answer.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    public Task Pass(CancellationToken cancellation) => commits.Queued == 0 ? Task.CompletedTask : Task.Delay(Moment, cancellation);
}
