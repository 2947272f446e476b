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
    public static EventFrame Of(FeedEntry entry, FeedSource source)
    {
        var e = PublicEvent.Of(entry, source);
        var frame = new ArrayBufferWriter<byte>(1_024);
        frame.Write(Encoding.ASCII.GetBytes($"id: {e.Sequence}\nevent: {e.Type}\ndata: "));

        // No line ends inside: JSON escapes them.
        frame.Write(JsonSerializer.SerializeToUtf8Bytes(e, WireJson.Documented.PublicEvent));
        frame.Write("\n\n"u8);
        return new(entry.Position, entry.Type, entry.Event.SessionNoteId, frame.WrittenMemory);
    }
}
