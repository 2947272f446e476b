using System.Buffers;
using System.Text;
using System.Text.Json;
using ClinicNotes.Application.Feed;

namespace ClinicNotes.WebApi.Feed;

/// <summary>An event as it is sent to who follows the feed: written once for all of them.</summary>
/// <param name="Position">Its place in the clinic's ledger.</param>
/// <param name="Type">The name that it is stored under.</param>
/// <param name="SessionNoteId">The note that it tells of, if there is one.</param>
/// <param name="Bytes"><c>id</c>, <c>event</c> and <c>data</c>, in UTF-8 (WHATWG HTML, section 9.2.6).</param>
internal sealed record EventFrame(long Position, string Type, long? SessionNoteId, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Writes events one after the other, in their order.</summary>
    public static IReadOnlyList<EventFrame> Of(IReadOnlyList<FeedEntry> entries, FeedSource source)
    {
        var frames = new List<EventFrame>(entries.Count);
        var written = new ArrayBufferWriter<byte>(2_048);
        using var json = new Utf8JsonWriter(written, new() { Encoder = WireJson.Documented.Options.Encoder, SkipValidation = true });
        foreach (var entry in entries)
        {
            var e = PublicEvent.Of(entry, source);
            Encoding.ASCII.GetBytes($"id: {e.Sequence}\nevent: {e.Type}\ndata: ", written);

            // No line ends inside: JSON escapes them.
            json.Reset();
            JsonSerializer.Serialize(json, e, WireJson.Documented.PublicEvent);
            written.Write("\n\n"u8);
            frames.Add(new(entry.Position, entry.Type, entry.Event.SessionNoteId, written.WrittenSpan.ToArray()));
            written.ResetWrittenCount();
        }

        return frames;
    }
}
