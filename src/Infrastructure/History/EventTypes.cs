using ClinicNotes.Application.History;
using ClinicNotes.Infrastructure.Storage;

namespace ClinicNotes.Infrastructure.History;

internal sealed class EventTypes : IEventTypes
{
    public IReadOnlyCollection<string> Names { get; } = [.. StoredEvents.ByName.Keys];
}
