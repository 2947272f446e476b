namespace ClinicNotes.Verifier;

/// <summary>The events of a pack in their order, judged by as many processors as there are.</summary>
internal static class JudgedBatches
{
    private static readonly int Most = 2 * Environment.ProcessorCount;

    /// <param name="chunks">What is left of the file.</param>
    /// <param name="header">What its first line says.</param>
    /// <param name="chunk">What was read of the file already, without its first line.</param>
    public static IEnumerable<JudgedBatch> Of(LineChunks chunks, PackHeader header, Chunk chunk)
    {
        var underWay = new Queue<Task<JudgedBatch>>();
        for (Task<JudgedBatch>? next = Judge(header, chunk); next is not null; next = Next(chunks, header))
        {
            underWay.Enqueue(next);
            if (underWay.Count > Most)
                yield return underWay.Dequeue().GetAwaiter().GetResult();
        }

        while (underWay.TryDequeue(out var rest))
            yield return rest.GetAwaiter().GetResult();
    }

    private static Task<JudgedBatch>? Next(LineChunks chunks, PackHeader header)
    {
        try
        {
            return chunks.Next() is { IsEmpty: false } chunk ? Judge(header, chunk) : null;
        }
        catch (RefusedException fault)
        {
            return Task.FromResult(new JudgedBatch([], [new(chunks.Line, null, fault.Message)]));
        }
    }

    private static Task<JudgedBatch> Judge(PackHeader header, Chunk chunk) => Task.Run(() => JudgedBatch.Of(header, chunk));
}
