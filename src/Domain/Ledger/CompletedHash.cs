namespace ClinicNotes.Domain.Ledger;

/// <summary>A hash that the tree has once its complete subtree has all its leaves.</summary>
/// <param name="Level">The tile level, 1 to 7.</param>
/// <param name="Index">The index of the hash in its level, from 0.</param>
/// <param name="Hash">The hash.</param>
public readonly record struct CompletedHash(int Level, long Index, TreeHash Hash);
