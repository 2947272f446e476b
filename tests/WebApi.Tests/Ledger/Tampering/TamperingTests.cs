using System.Net;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

public sealed class TamperingTests(TamperedRecord record) : IClassFixture<TamperedRecord>
{
    /// <summary>Names the one seed to be drawn by, where not all are.</summary>
    private const string OneSeed = "CLINICNOTES_TAMPERING_SEED";

    [Fact]
    public async Task A_thousand_changes_in_the_database_are_each_found_where_they_are()
    {
        (await record.Check()).ShouldBeEmpty();
        var mutations = new Mutations(record.Record);
        var forgeries = new Forgeries(record);
        var (missed, altered) = (new List<string>(), new HashSet<string>());
        var one = Environment.GetEnvironmentVariable(OneSeed);
        foreach (var seed in one is null ? Enumerable.Range(0, 1_000) : [int.Parse(one, null)])
        {
            var chance = new Random(seed);
            var (what, tables, said) = ("", record.Tables, (string?)null);
            try
            {
                if (chance.Next(100) < 5)
                {
                    (what, said) = await forgeries.Any(chance);
                }
                else
                {
                    var mutation = await Apply(chance, mutations);
                    (what, tables) = ($"{mutation.What}\n expected: {string.Join(" & ", mutation.Places)}", mutation.Tables);
                    altered.Add(what.Split(' ')[0]);
                    var found = await record.Check();
                    said = mutation.IsLocated(found) ? null : $"found: {string.Join("\n  ", found.Select(f => f.Sentence))}";
                }
            }
            catch (Exception fault)
            {
                said = fault.ToString();
            }

            if (said is not null)
                missed.Add($"{OneSeed}={seed}: {what}\n  {said}");
            await record.MakeWhole(tables);
        }

        missed.ShouldBeEmpty(string.Join('\n', missed));
        (await record.Check()).ShouldBeEmpty();
        if (one is null)
            mutations.Columns.Select(column => $"{column.Table}.{column.Name}").Where(name => !altered.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_check_does_not_look_at_changes_no_answer()
    {
        var before = await Answers();
        foreach (var (column, rows) in record.Record.Columns.Where(Unrecorded.IsUnread).Select(c => (c, record.Record.Rows[c.Table])))
        {
            await record.Execute(
                string.Concat(
                    rows.Select(row => row.Update(column.Name, Alterations.Of(column, row.Find(column.Name), rows, new Random(1))))
                )
            );
        }

        await record.Execute("update mt_events set mt_dotnet_type = 'NoSuch.Thing, Nowhere'");

        (await record.Check()).ShouldBeEmpty();
        (await Answers()).ShouldBe(before);
    }

    /// <summary>What a service that remembers nothing yet tells of everything but reads, which these are.</summary>
    private async Task<List<string>> Answers()
    {
        await using var service = await new Service(record.Service.ConnectionString)
        {
            Settings = { ["Ledger:Keep"] = "false", ["Reads:BeforeTheAnswer"] = "true" },
        }.Start();
        var answers = new List<string>();
        foreach (
            var path in new[]
            {
                "/v1/clinic/session_notes/46",
                "/v1/clinic/session_notes/46?as_of=2023-10-20T10:30:00Z",
                "/v1/clinic/session_notes/46/history?page_size=100",
                "/v1/clinic/session_notes/46/proof",
                Client.Addendums,
                Client.SignOffs,
                $"{Client.SignOffs}?as_of=2023-10-20T10:30:00Z",
                "/v1/audit/report?type=sign_off_recorded",
                "/v1/audit/report/shared_signatures",
                "/v1/audit/log/checkpoint",
            }
        )
        {
            var reply = await service.As("demo-auditor").Get(path);
            answers.Add(reply.ShouldBe(HttpStatusCode.OK).Body);
        }

        // Nor does it stand in the way of what comes.
        var addendum = record.Record.Rows["listed_addendums"].First(row => row["clinic_id"] == "1" && row["session_note_id"] == "46");
        (
            await service
                .As("demo-supervisor")
                .Put($"{Client.Addendums}/{addendum["id"]}", """{"session_note_id":46,"addendum":{"instructions_response":"Once more"}}""")
        ).ShouldBe(HttpStatusCode.OK);
        await record.MakeWhole(record.Tables);

        return answers;
    }

    private async Task<Mutation> Apply(Random chance, Mutations mutations)
    {
        while (true)
        {
            var mutation = mutations.Any(chance);
            await using var transaction = await record.Connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            try
            {
                await record.Execute(mutation.Sql);
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
                return mutation;
            }
            // The store takes no such row or value: something else, then.
            catch (PostgresException refused) when (refused.SqlState[..2] is "22" or "23") { }
        }
    }
}
