namespace ClinicNotes.Domain.Ledger;

/// <summary>A hash that the tree has once its complete subtree has all its leaves.</summary>
/// <param name="Level">The tile level, 1 to 7.</param>
/// <param name="Index">The index of the hash in its level, from 0.</param>
/// <param name="Of">The 256 hashes of the level below that it is made of.</param>
public readonly record struct CompletedHash(int Level, long Index, HashSpan Of);
