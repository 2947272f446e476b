using System.Buffers;

namespace ClinicNotes.Verifier;

/// <summary>Some whole lines of a file, in a buffer that is used again once they are judged.</summary>
internal readonly record struct Chunk(byte[] Buffer, long FirstLine, int Start, int End)
{
    public bool IsEmpty => Start == End;

    public ReadOnlySpan<byte> Span => Buffer.AsSpan(Start..End);

    public ReadOnlySpan<byte> First => Span[..Span.IndexOf((byte)'\n')];

    public Chunk WithoutFirst => new(Buffer, FirstLine + 1, Start + First.Length + 1, End);

    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}
