using System.Globalization;
using System.Runtime.CompilerServices;
using ClinicNotes.Application;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Infrastructure.Retries;
using JasperFx.Events;
using Marten;
using Wolverine;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>How Marten names and writes events.</summary>
public sealed class EventFormat(IDocumentStore store)
{
    private readonly IEventRegistry _events = (IEventRegistry)store.Options.Events;
    private readonly ISerializer _serializer = store.Options.Serializer();

    /// <summary>The event with the names that it is stored under.</summary>
    internal IEvent Named<TEvent>(Event<TEvent> e)
        where TEvent : class, IRecorded => _events.BuildEvent(e);

    /// <summary>What a command has decided, ready to be recorded in its name and under its claim.</summary>
    internal Append Append<TState, TEvent>(
        IMessageContext command,
        Actor by,
        StreamKey key,
        long version,
        Decided<TState, TEvent> decided,
        SignatureImage? image
    )
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded
    {
        var named = Named(
            new Event<TEvent>(decided.Event!)
            {
                Id = Guid.CreateVersion7(),
                CorrelationId = command.CorrelationId,
                CausationId = command.Envelope?.Id.ToString(),
                UserName = by.UserId?.ToString(CultureInfo.InvariantCulture),
            }
        );
        var state = decided.State!;
        var claimId = command.Claim() is { } claim ? Guid.Parse(claim.Id) : (Guid?)null;
        var covered = named.Data is SignOffRecorded { Covers: null } signOff ? signOff.SessionNoteId : (long?)null;
        return new(key, StreamType<TState>(), version, named, Body(named), state, state.TextLength, image, claimId, covered);
    }

    internal string StreamType<TState>() => _events.AggregateAliasFor(typeof(TState));

    internal string Body(IEvent e) => _serializer.ToJson(e.Data);

    /// <summary>Has the writer of what is recorded first made; those of other kinds of events are made as they come.</summary>
    internal void WarmUp() => _serializer.ToJson(RuntimeHelpers.GetUninitializedObject(typeof(AddendumRequested)));
}
