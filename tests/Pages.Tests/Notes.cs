using System.Net;
using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using NodaTime;

namespace ClinicNotes.Pages.Tests;

/// <summary>Session notes to look at.</summary>
internal static class Notes
{
    /// <summary>
    /// A note that was registered at 9:00, of which an addendum was requested at 9:01 and responded to with a signature at 9:02, signed off at
    /// 9:03, and of which another addendum was requested at 9:04, so that the sign-off is stale; all under a checkpoint.
    /// </summary>
    public static async Task<ReviewedNote> Reviewed(this RunningService running, string instructions = "Names don't match")
    {
        var clock = running.Service.Clock;
        clock.Reset(Instant.FromUtc(2023, 10, 21, 9, 0));
        var note = await running.Registered();
        clock.AdvanceMinutes(1);
        var addendum = await running.Provider.RequestsAnAddendum(note, instructions);
        clock.AdvanceMinutes(1);
        var answer =
            $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"Fixed the names","responded_signature":"{{{Pictures.Signature}}}"}}""";
        (await running.Supervisor.Put($"{Client.Addendums}/{addendum}", answer)).ShouldBe(HttpStatusCode.OK);
        clock.AdvanceMinutes(1);
        var signOff = await running.Supervisor.RecordsASignOff(note);
        clock.AdvanceMinutes(1);
        var later = await running.Provider.RequestsAnAddendum(note, "One more thing");
        await LedgerOf.Signed(running.Service);
        return new(note, addendum, signOff, later);
    }

    /// <summary>A note of clinic 1 with no event but its registration.</summary>
    public static async Task<long> Registered(this RunningService running)
    {
        var note = Random.Shared.NextInt64(1_000_000, 9_000_000_000);
        (await running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":121}}""")).ShouldBe(
            HttpStatusCode.Created
        );
        return note;
    }
}

/// <summary>A note with what hangs on it, by their ids.</summary>
internal sealed record ReviewedNote(long Id, long Addendum, long SignOff, long LaterAddendum)
{
    public string Page => $"/audit/notes/{Id}";

    public string AddendumStream => $"addendum-{Addendum}";

    public string SignOffStream => $"sign-off-{SignOff}";
}
