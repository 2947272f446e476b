using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Infrastructure.Appends;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>Reads of one user in one role, to be recorded as one event.</summary>
/// <param name="key">The stream that it goes to.</param>
/// <param name="readBy">Who read.</param>
/// <param name="readAs">In which role.</param>
/// <param name="reads">The reads, in their order.</param>
internal sealed class ReadGroup(StreamKey key, long? readBy, Role readAs, IReadOnlyList<Read> reads)
{
    /// <summary>How many reads an event has at most: a body is some 10 kB then.</summary>
    public const int Largest = 50;

    public StreamKey Key => key;

    public long? ReadBy => readBy;

    public Role ReadAs => readAs;

    public IReadOnlyList<Read> Reads => reads;

    /// <summary>The id that the event has however often it is sent, so that it is known again.</summary>
    public Guid EventId { get; } = Guid.CreateVersion7();

    /// <summary>The version that the event had when it was sent last; 0 before that.</summary>
    public long SentAs { get; set; }

    /// <summary>The events for these reads: those of a stream in their order, and the streams in one order.</summary>
    public static List<ReadGroup> Of(IEnumerable<WaitingRead> reads) =>
        [
            .. reads
                .GroupBy(read => (read.Clinic, read.ReadBy, read.ReadAs))
                .SelectMany(user =>
                    user.Chunk(Largest)
                        .Select(chunk => new ReadGroup(
                            new StreamKey(user.Key.Clinic, SessionNotesRead.Stream(user.Key.ReadBy)),
                            user.Key.ReadBy,
                            user.Key.ReadAs,
                            [.. chunk.Select(read => read.Read)]
                        ))
                )
                .OrderBy(group => group.Key.Stream, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Clinic, StringComparer.Ordinal),
        ];
}
