using System.Runtime.CompilerServices;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Storage;
using JasperFx.Events;
using Marten;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>How Marten names and writes events.</summary>
public sealed class EventFormat(IDocumentStore store)
{
    private readonly IEventRegistry _events = (IEventRegistry)store.Options.Events;
    private readonly ISerializer _serializer = store.Options.Serializer();

    /// <summary>The event with the names that it is stored under.</summary>
    internal IEvent Named<TEvent>(Event<TEvent> e)
        where TEvent : class, IRecorded => _events.BuildEvent(e);

    internal string StreamType<TState>() => _events.AggregateAliasFor(typeof(TState));

    internal string Body(IEvent e) => _serializer.ToJson(e.Data);

    /// <summary>Has the writer of every kind of event made.</summary>
    internal void WarmUp()
    {
        foreach (var type in StoredEvents.ByName.Values)
            _serializer.ToJson(RuntimeHelpers.GetUninitializedObject(type));
    }
}
