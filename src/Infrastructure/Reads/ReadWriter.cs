using System.Globalization;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Ledger;
using JasperFx.Events;
using NodaTime;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>Records groups of reads, each once, however often one is sent.</summary>
internal sealed class ReadWriter(ReadStreams streams, EventWriter writer, EventFormat format, NewEvents events, IClock clock)
{
    private const string StreamType = "reads";

    /// <summary>
    /// Records the groups, and takes each that is recorded out of the list. When it throws, those that are still in the list may be sent
    /// again: one that had been recorded although the answer was lost is found to be.
    /// </summary>
    /// <param name="groups">In the order of their streams.</param>
    public async Task Write(List<ReadGroup> groups)
    {
        while (groups.Count > 0)
        {
            var heads = await streams.Of(groups, CancellationToken.None);
            var found = groups.Zip(heads).Where(group => group.Second.HasIt).Select(group => group.First).ToHashSet();
            var appends = new List<Append>(groups.Count);
            foreach (var (group, head) in groups.Zip(heads).Where(group => !found.Contains(group.First)))
                appends.Add(Next(group, head, appends.Count > 0 ? appends[^1] : null));
            groups.RemoveAll(found.Contains);

            // Another service that recorded reads of the same user meanwhile has moved the stream on.
            var outcomes = appends.Count == 0 ? [] : await writer.Write(appends);
            var ids = appends.Where((_, i) => outcomes[i] == AppendOutcome.Recorded).Select(append => append.Event.Id).ToHashSet();
            groups.RemoveAll(group => ids.Contains(group.EventId));
            events.Ring();
        }
    }

    private Append Next(ReadGroup group, ReadStreams.Head head, Append? before)
    {
        var follows = before?.Key == group.Key;
        var last = follows ? ((SessionNotesRead)before!.Event.Data).RecordedAt : head.Last;
        var version = follows ? before!.Expected + 1 : head.Version;
        group.SentAs = version + 1;

        var read = SessionNotesRead.Of(group.Reads, group.ReadBy, group.ReadAs, last, clock.GetCurrentInstant()).Event!;
        var named = format.Named(
            new Event<SessionNotesRead>(read) { Id = group.EventId, UserName = group.ReadBy?.ToString(CultureInfo.InvariantCulture) }
        );
        return new Append(group.Key, StreamType, version, named, format.Body(named), read, TextLength: 0, Image: null);
    }
}
