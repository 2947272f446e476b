using ClinicNotes.Infrastructure.Ledger;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Brings each append of a group to an outcome of its own.</summary>
/// <param name="writer">Records them.</param>
/// <param name="states">Told of each state recorded, before who recorded it is answered.</param>
/// <param name="events">Told that there are new ones.</param>
internal sealed class GroupWriter(EventWriter writer, StreamStates states, NewEvents events)
{
    /// <summary>Records a group.</summary>
    /// <param name="group">Appends to as many streams, each taken.</param>
    /// <param name="losers">Appends to streams of the group, which lose once it is recorded.</param>
    /// <param name="connection">Over which connection.</param>
    public async Task Write(List<Waiting> group, List<Waiting> losers, KeptConnection connection)
    {
        var away = await Record(group, connection);
        foreach (var loser in losers)
        {
            if (away is null)
                loser.Settle(AppendOutcome.Outrun);
            else
                loser.Fail(away);
        }
    }

    /// <summary>A connection for groups that follow each other.</summary>
    public KeptConnection Connection() => writer.Connection();

    /// <summary>Brings all of a group to an outcome. Gives the failure that says that the database does not answer, if it does not.</summary>
    private async Task<Exception?> Record(List<Waiting> group, KeptConnection connection)
    {
        var (outcomes, failure) = await Try(group, connection);
        if (failure is null)
        {
            events.Ring();
            foreach (var (waiting, outcome) in group.Zip(outcomes))
                Settle(waiting, outcome);
            return null;
        }

        if (!EventWriter.RolledBack(failure))
        {
            group.ForEach(waiting => waiting.Fail(failure));
            return failure;
        }

        if (group is not [var alone])
            return await RecordOneByOne(group, connection);

        if (EventWriter.LostRaceForSessionNote(failure))
            Settle(alone, AppendOutcome.Outrun);
        else
            alone.Fail(failure);
        return null;
    }

    private async Task<Exception?> RecordOneByOne(List<Waiting> group, KeptConnection connection)
    {
        Exception? away = null;
        foreach (var waiting in group)
        {
            if (away is null)
                away = await Record([waiting], connection);
            else
                waiting.Fail(away);
        }

        return away;
    }

    private void Settle(Waiting waiting, AppendOutcome outcome)
    {
        var append = waiting.Append;
        if (outcome == AppendOutcome.Recorded)
            states.Keep(append.Key, append.State, append.Expected + 1, append.TextLength);
        else
            states.Forget(append.Key);

        waiting.Settle(outcome);
    }

    private async Task<(AppendOutcome[] Outcomes, Exception? Failure)> Try(List<Waiting> group, KeptConnection connection)
    {
        try
        {
            return (await writer.Write(group.ConvertAll(waiting => waiting.Append), connection), null);
        }
        catch (Exception failure)
        {
            return ([], failure);
        }
    }
}
