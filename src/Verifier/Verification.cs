namespace ClinicNotes.Verifier;

/// <summary>Verifies a pack in one pass: its lines are judged side by side, and held against each other in their order.</summary>
public static class Verification
{
    /// <summary>After so many faults the rest of the pack is not looked at.</summary>
    internal const int MostFaults = 20;

    /// <param name="pack">The file.</param>
    /// <param name="given">The keys that were had from elsewhere, if any were; else the pack's own counts.</param>
    /// <param name="older">The checkpoint to hold the pack against, if there is one.</param>
    internal static Verdict Of(Stream pack, IReadOnlyList<VerifierKey> given, Checkpoint? older = null)
    {
        var (chunks, faults) = (new LineChunks(pack), new List<Fault>());
        try
        {
            var chunk = chunks.Next();
            RefusedException.Unless(!chunk.IsEmpty, "the file is empty.");
            var header = HeaderReader.Read(chunk.First);
            IReadOnlyList<VerifierKey> keys = given is [] ? [header.Key] : given;
            faults.AddRange(HeaderJudge.Faults(header, keys, older).Select(sentence => new Fault(1, null, sentence)));
            var fold = Fold(header);
            Add(JudgedBatches.Of(chunks, header, chunk.WithoutFirst), fold, faults);
            return new(faults, header, keys.FirstOrDefault(header.Checkpoint.IsSignedBy), fold.Events, faults is [] ? fold.AsOf : null);
        }
        catch (RefusedException fault)
        {
            return new([.. faults, new(1, null, fault.Message)], null, null, 0, null);
        }
    }

    private static IPackFold Fold(PackHeader header) =>
        header.Commitment is { } commitment
            ? new NoteFold(header, new EventJudge(header).Judge(commitment, 1))
            : new LedgerFold(header.Checkpoint);

    private static void Add(IEnumerable<JudgedBatch> batches, IPackFold fold, List<Fault> faults)
    {
        // After the first event that is wrong, those that follow cannot be held against it.
        var isUnbroken = true;
        foreach (var batch in batches)
        {
            faults.AddRange(batch.Faults);
            isUnbroken = isUnbroken && batch.Faults is [] && Try(faults, batch, fold);
            if (faults.Count >= MostFaults)
                return;
        }

        if (!isUnbroken)
            return;
        try
        {
            fold.End();
        }
        catch (RefusedException fault)
        {
            faults.Add(new(0, null, fault.Message));
        }
    }

    private static bool Try(List<Fault> faults, JudgedBatch batch, IPackFold fold)
    {
        foreach (ref readonly var next in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(batch.Events))
        {
            try
            {
                fold.Add(next);
            }
            catch (RefusedException fault)
            {
                faults.Add(new(next.Line, next.ToString(), fault.Message));
                return false;
            }
        }

        return true;
    }
}
