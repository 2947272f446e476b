using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application;

/// <summary>Something that somebody asks the service to do.</summary>
public interface ICommand
{
    /// <summary>Who asks, and in which clinic.</summary>
    Actor By { get; }
}
