using System.Buffers;

namespace ClinicNotes.Verifier;

/// <summary>Cuts a file into pieces of whole lines, so that they can be judged side by side and the file be of any length.</summary>
internal sealed class LineChunks(Stream pack)
{
    private const int Usual = 256 * 1024;
    private const int Longest = 64 * 1024 * 1024;

    private byte[] _rest = [];
    private bool _isBroken;

    /// <summary>The number of the line that the next piece begins with.</summary>
    public long Line { get; private set; } = 1;

    /// <returns>Some lines, each with its line feed; none at the end of the file.</returns>
    public Chunk Next()
    {
        for (var room = Math.Max(Usual, 2 * _rest.Length); !_isBroken; room *= 2)
        {
            Require(room <= Longest, "the line is longer than any pack's.");
            var buffer = ArrayPool<byte>.Shared.Rent(room);
            _rest.CopyTo(buffer);
            var end = _rest.Length + pack.ReadAtLeast(buffer.AsSpan(_rest.Length..room), room - _rest.Length, throwOnEndOfStream: false);
            var lines = buffer.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
            _rest = buffer[lines..end];
            if (lines > 0 || end == 0)
            {
                var chunk = new Chunk(buffer, Line, 0, lines);
                Line += chunk.Span.Count((byte)'\n');
                return chunk;
            }

            Require(end == room, "it does not end with a line feed: the file was cut.");
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return default;
    }

    private void Require(bool holds, string sentence)
    {
        _isBroken = !holds;
        RefusedException.Unless(holds, sentence);
    }
}
