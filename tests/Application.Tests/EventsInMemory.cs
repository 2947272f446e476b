using System.Reflection;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;
using JasperFx.Events;

namespace ClinicNotes.Application.Tests;

/// <summary>The two of the event store's operations that handlers use: starting a stream, and reading one to append to it.</summary>
public class EventsInMemory : DispatchProxy
{
    private static readonly Dictionary<Type, Func<object?, object, object?>> Folds = new()
    {
        [typeof(Addendum)] = (state, e) => Addendum.Evolve((Addendum?)state, e),
        [typeof(SignOff)] = (state, e) => SignOff.Evolve((SignOff?)state, e),
        [typeof(SessionNote)] = (state, e) => SessionNote.Evolve((SessionNote?)state, e),
        [typeof(User)] = (state, e) => User.Evolve((User?)state, e),
    };

    internal Dictionary<string, List<object>> Streams { get; private set; } = [];

    internal static IEventStoreOperations Over(Dictionary<string, List<object>> streams)
    {
        var events = Create<IEventStoreOperations, EventsInMemory>();
        ((EventsInMemory)(object)events).Streams = streams;
        return events;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name, args)
        {
            case (nameof(IEventStoreOperations.StartStream), [string key, object[] events]):
                Streams.Add(key, [.. events]);
                return null;

            case (nameof(IEventStoreOperations.FetchForWriting), [string key, CancellationToken]):
                var fetch = typeof(EventsInMemory).GetMethod(nameof(Fetch), BindingFlags.NonPublic | BindingFlags.Instance)!;
                return fetch.MakeGenericMethod(targetMethod.GetGenericArguments()).Invoke(this, [key]);

            default:
                throw new NotSupportedException(targetMethod.ToString());
        }
    }

    private Task<IEventStream<TState>> Fetch<TState>(string key)
        where TState : class
    {
        var stream = Create<IEventStream<TState>, StreamInMemory<TState>>();
        var found = Streams.GetValueOrDefault(key, []);
        var state = found.Aggregate((object?)null, Folds[typeof(TState)]);
        ((StreamInMemory<TState>)(object)stream).Become((TState?)state, appended => (Streams[key] = found).Add(appended));
        return Task.FromResult(stream);
    }
}

public class StreamInMemory<TState> : DispatchProxy
    where TState : class
{
    private TState? _state;
    private Action<object> _append = _ => { };

    internal void Become(TState? state, Action<object> append) => (_state, _append) = (state, append);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name, args)
        {
            case ("get_Aggregate", _):
                return _state;

            case (nameof(IEventStream<TState>.AppendOne), [{ } appended]):
                _append(appended);
                return null;

            default:
                throw new NotSupportedException(targetMethod.ToString());
        }
    }
}
