using System.Globalization;

namespace ClinicNotes.Domain.Ledger;

/// <summary>What the tree was at one size (C2SP tlog-checkpoint), without the signature.</summary>
/// <param name="Origin">The ledger's name; see <see cref="Ledger.Origin" />.</param>
/// <param name="Size">How many leaves the tree had, from 0.</param>
/// <param name="Root">The root of the tree.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>The three lines that are signed, each ended by a line feed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.Base64}\n");

    /// <summary>The checkpoint that these three lines are, or <c>null</c>: there is one form of each.</summary>
    public static Checkpoint? Parse(string text)
    {
        if (text.Split('\n') is not [var origin, var size, var root, ""] || !Ledger.Origin.IsValid(origin))
            return null;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves))
            return null;
        if (TreeHash.FromBase64(root) is not { } hash)
            return null;

        var checkpoint = new Checkpoint(origin, leaves, hash);
        return checkpoint.Text == text ? checkpoint : null;
    }
}
