using JasperFx.Events;
using Marten.Events.Aggregation;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Tells Marten how the domain folds a stream.</summary>
/// <param name="evolve">The domain's fold: the state so far and one event in, the state after it out.</param>
internal sealed class StreamFold<TState>(Func<TState?, object, TState?> evolve) : SingleStreamProjection<TState, string>
    where TState : class
{
    public override TState? Evolve(TState? snapshot, string id, IEvent e) => evolve(snapshot, e.Data);
}
