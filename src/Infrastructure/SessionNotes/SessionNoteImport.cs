using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Storage;
using JasperFx.Events;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.SessionNotes;

/// <summary>
/// Decides on many notes by one look at what is stored, and records what comes of that in one transaction. When another was faster at some
/// of them, these are decided again.
/// </summary>
internal sealed class SessionNoteImport(NpgsqlDataSource database, EventWriter writer, EventFormat format, IClock clock)
    : ISessionNoteImport
{
    /// <summary>Two halves at once. All that is said of one note is in one half, and so decided in the order in which it came.</summary>
    public async Task<IReadOnlyList<Imported>> Register(IReadOnlyList<ImportedNote> notes, string importId, CancellationToken cancellation)
    {
        var outcomes = new Imported?[notes.Count];
        var halves = notes.Index().ToLookup(note => note.Item.Id.Value % 2, note => note.Index);
        await Task.WhenAll(halves.Select(half => Task.Run(() => Settle([.. half], notes, outcomes, importId, cancellation), cancellation)));
        return outcomes!;
    }

    private async Task Settle(
        IReadOnlyList<int> half,
        IReadOnlyList<ImportedNote> notes,
        Imported?[] outcomes,
        string importId,
        CancellationToken cancellation
    )
    {
        for (var open = half; open.Count > 0; open = [.. half.Where(i => outcomes[i] is null)])
        {
            cancellation.ThrowIfCancellationRequested();
            var known = await RegisteredNotes.Read([.. open.Select(i => notes[i].Id.Value).Distinct()], database, cancellation);
            var decided = new Dictionary<int, Decision<SessionNoteRegistered>>();
            var appends = new List<Append>();
            foreach (var i in open)
            {
                var decision = decided[i] = Decide(notes[i], known);
                if (decision.Event is { } registered)
                    appends.Add(Appended(registered, known.Add(notes[i].ClinicId.Value, registered), notes[i].ClinicId.Value, importId));
            }

            var lost = await Lost(appends);
            foreach (var i in open.Where(i => !lost.Contains(SessionNote.StreamKey(notes[i].Id.Value))))
                outcomes[i] = new(decided[i].Event is not null, decided[i].Refusal);
        }
    }

    private Decision<SessionNoteRegistered> Decide(ImportedNote note, RegisteredNotes known)
    {
        var (clinic, state) = known.Find(note.Id.Value);
        return SessionNoteDecisions.Import(
            state,
            clinic,
            note.Id.Value,
            note.ProviderId.Value,
            Actor.Operator(note.ClinicId.Value),
            clock.GetCurrentInstant()
        );
    }

    /// <summary>The streams that were not recorded, because others came first.</summary>
    private async Task<HashSet<string>> Lost(List<Append> appends)
    {
        if (appends.Count == 0)
            return [];

        try
        {
            appends.Sort((one, other) => string.CompareOrdinal(one.Key.Stream, other.Key.Stream));
            var outcomes = await writer.Write(appends);
            return [.. appends.Where((_, i) => outcomes[i] == AppendOutcome.Outrun).Select(append => append.Key.Stream)];
        }
        catch (PostgresException failure) when (EventWriter.LostRaceForSessionNote(failure))
        {
            return [.. appends.Select(append => append.Key.Stream)];
        }
    }

    private Append Appended(SessionNoteRegistered registered, SessionNote state, long clinicId, string importId)
    {
        var named = format.Named(new Event<SessionNoteRegistered>(registered) { Id = Guid.CreateVersion7(), CorrelationId = importId });
        var key = new StreamKey(Tenant.Of(clinicId), SessionNote.StreamKey(registered.SessionNoteId));
        return new(key, format.StreamType<SessionNote>(), 0, named, format.Body(named), state, state.TextLength, Image: null);
    }
}
