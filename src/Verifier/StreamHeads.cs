using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ClinicNotes.Verifier;

/// <summary>The newest event of every stream: the next one has the next version, and names that leaf.</summary>
internal sealed class StreamHeads
{
    private readonly Dictionary<byte[], Head> _heads = new(new ByName());
    private readonly Dictionary<byte[], Head>.AlternateLookup<ReadOnlySpan<byte>> _byName;

    public StreamHeads() => _byName = _heads.GetAlternateLookup<ReadOnlySpan<byte>>();

    public void Follow(in JudgedEvent next)
    {
        ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(_byName, next.Stream.Span, out _);
        RefusedException.Unless(
            next.Version == head.Version + 1,
            $"version {head.Version + 1} of the stream must come here: an event was taken out, put in, repeated or moved."
        );
        RefusedException.Unless(
            next.Version == 1 || next.Previous == head.Leaf,
            $"it does not follow the event that is there as version {head.Version} of the stream: one of the two was changed."
        );
        head = new(next.Version, next.Leaf);
    }

    private readonly record struct Head(long Version, Hash Leaf);

    private sealed class ByName : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
