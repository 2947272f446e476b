namespace ClinicNotes.Application.History;

/// <summary>The names that events are stored under.</summary>
public interface IEventTypes
{
    IReadOnlyCollection<string> Names { get; }
}
