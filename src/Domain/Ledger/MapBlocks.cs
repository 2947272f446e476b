namespace ClinicNotes.Domain.Ledger;

/// <summary>Reads stored blocks of the map.</summary>
/// <param name="paths">Which: nibbles as lower-case hexadecimal digits; the root's path is empty.</param>
/// <returns>Those of them that there are; all are of one and the same map.</returns>
public delegate ValueTask<IReadOnlyDictionary<string, MapBlock>> MapBlocks(IReadOnlyList<string> paths);
