using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

/// <summary>What a forger might put in the place of a hash.</summary>
internal static class Altered
{
    public static TreeHash Bit(TreeHash hash, int bit = 0)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8 % 32] ^= (byte)(1 << bit % 8);
        return TreeHash.From(bytes);
    }

    /// <summary>Every list that has one hash altered, one left out, or one more.</summary>
    public static IEnumerable<IReadOnlyList<TreeHash>> Each(IReadOnlyList<TreeHash> hashes) =>
        Enumerable
            .Range(0, hashes.Count)
            .SelectMany(i =>
                new TreeHash[][] { [.. hashes.Take(i), Bit(hashes[i]), .. hashes.Skip(i + 1)], [.. hashes.Take(i), .. hashes.Skip(i + 1)] }
            )
            .Append([.. hashes, TreeHash.Nothing]);
}
