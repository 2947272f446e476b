namespace ClinicNotes.Domain.Ledger;

/// <summary>What an update of the map comes to.</summary>
/// <param name="Changed">The blocks to be stored, by path: new ones, and ones that replace what is stored there. None is ever removed.</param>
/// <param name="Root">The map's new root.</param>
/// <param name="Added">How many of the notes the map did not hold before.</param>
public sealed record MapUpdate(IReadOnlyDictionary<string, MapBlock> Changed, TreeHash Root, int Added);
