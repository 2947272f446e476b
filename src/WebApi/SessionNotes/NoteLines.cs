using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary>Reads a file line by line, as UTF-8 bytes, and keeps none: a line may have any length, the memory it takes has not.</summary>
internal static class NoteLines
{
    /// <summary>How many bytes a line may have.</summary>
    public const int Longest = 64 * 1024;

    /// <param name="file">Where it is read from.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <returns>
    /// Each line that is not blank: its number from 1, its bytes, which are <c>null</c> when they are too many, and how many bytes had been
    /// read by its end.
    /// </returns>
    public static async IAsyncEnumerable<(long Number, byte[]? Bytes, long End)> Read(
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: Longest));
        var (number, end, tooLong) = (1L, 0L, false);
        for (var isCompleted = false; !isCompleted; )
        {
            // Whoever waits at a terminal or a pipe cannot be called back by other means.
            var read = await reader.ReadAsync(cancellation).AsTask().WaitAsync(cancellation);
            var buffer = read.Buffer;
            isCompleted = read.IsCompleted;
            while (buffer.PositionOf((byte)'\n') is { } newLine)
            {
                var line = buffer.Slice(0, newLine);
                end += line.Length + 1;
                if (tooLong || !IsBlank(line))
                    yield return (number, tooLong || line.Length > Longest ? null : line.ToArray(), end);
                (number, tooLong) = (number + 1, false);
                buffer = buffer.Slice(buffer.GetPosition(1, newLine));
            }

            if (buffer.Length > Longest)
            {
                tooLong = true;
                end += buffer.Length;
                buffer = buffer.Slice(buffer.End);
            }

            if (isCompleted && (tooLong || !IsBlank(buffer)))
                yield return (number, tooLong ? null : buffer.ToArray(), end + buffer.Length);
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
                return false;
        }

        return true;
    }
}
