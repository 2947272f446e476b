namespace ClinicNotes.Verifier;

/// <summary>Some lines of a pack, each judged by itself; so the batches of a pack can be judged side by side.</summary>
internal sealed record JudgedBatch(List<JudgedEvent> Events, List<Fault> Faults)
{
    private const int UsualLine = 512;

    public static JudgedBatch Of(PackHeader header, Chunk chunk)
    {
        var batch = new JudgedBatch(new(chunk.Span.Length / UsualLine), []);
        var (judge, line) = (new EventJudge(header), new EventLine());
        PackLine.Taker taker = line.Read;
        for (var rest = chunk; !rest.IsEmpty && batch.Faults.Count < Verification.MostFaults; rest = rest.WithoutFirst)
        {
            try
            {
                judge.Forget();
                if (!line.TryReadUsual(rest.First))
                    PackLine.Read(rest.First, taker);
                batch.Events.Add(judge.Judge(line, rest.FirstLine));
            }
            catch (RefusedException fault)
            {
                batch.Faults.Add(new(rest.FirstLine, judge.Event, fault.Message));
            }
        }

        chunk.Return();
        return batch;
    }
}
