using System.Net;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>A little of everything in three clinics, each in a signed ledger, one of which has more entries than a tile.</summary>
internal static class RichHistory
{
    public static readonly long[] Clinics = [1, 2, 3];

    private static readonly string[] Images = [Pictures.Signature, Pictures.OtherSignature, Pictures.ThirdSignature];

    /// <summary>Records it in days; after each of them it is as a backup would have it.</summary>
    public static async Task Record(string connectionString, int days, Func<int, Service, Task> afterDay)
    {
        // What is read is recorded at once, so that nothing more comes once the day is over.
        await using var service = new Service(connectionString) { Settings = { ["Reads:BeforeTheAnswer"] = "true" } };
        await service.Start();
        var people = new[]
        {
            (Clinic: 1L, Supervisor: service.As("demo-supervisor"), Auditor: service.As("demo-auditor"), FirstNote: 46L),
            (2, service.As("demo-other-clinic"), service.As("demo-other-auditor"), 1001),
            (3, await service.Enrols(3, 323, Role.Supervisor), await service.Enrols(3, 325, Role.Auditor), 3001),
        };
        for (var note = 3001; note <= 3004; note++)
            await service.Does(new RegisterSessionNote(Actor.Operator(3), note, new(GivenId.Of(323))));

        for (var day = 0; day < days; day++)
        {
            foreach (var (clinic, supervisor, auditor, first) in people)
            {
                for (var note = first; note < first + 3; note++)
                    await Review(service, supervisor, auditor, note, Images[(day + (int)(note - first)) % Images.Length]);
                await Administer(service, clinic, user: 600 + (10 * clinic) + day);
            }

            foreach (var clinic in Clinics)
                await LedgerOf.Signed(service, clinic);
            await afterDay(day, service);
        }
    }

    private static async Task Review(Service service, Client supervisor, Client auditor, long note, string image)
    {
        var unanswered = await supervisor.RequestsAnAddendum(note, $"Unanswered, on {note}");
        unanswered.ShouldBePositive();
        service.Clock.AdvanceMilliseconds(61_007);
        var addendum = (
            await supervisor.Post(
                Client.Addendums,
                $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions":"Names don't match","signature":"{{{image}}}"}}"""
            )
        ).ShouldBe(HttpStatusCode.Created);
        foreach (var response in new[] { "They do now", "They really do" })
        {
            service.Clock.AdvanceMilliseconds(61_007);
            (
                await supervisor.Put(
                    $"{Client.Addendums}/{addendum.Json["id"]}",
                    $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"{{{response}}}"}}"""
                )
            ).ShouldBe(HttpStatusCode.OK);
        }

        service.Clock.AdvanceMilliseconds(61_007);
        var signOff = (
            await supervisor.Post(
                Client.SignOffs,
                $$$"""{"session_note_id":{{{note}}},"sign_off":{"review_date":"2023-10-27","signature":"{{{image}}}"}}"""
            )
        ).ShouldBe(HttpStatusCode.Created);
        service.Clock.AdvanceMilliseconds(61_007);
        (
            await supervisor.Put(
                $"{Client.SignOffs}/{signOff.Json["id"]}",
                $$$"""{"session_note_id":{{{note}}},"sign_off":{"review_date":"2023-10-28","instructions":"Looked again"}}"""
            )
        ).ShouldBe(HttpStatusCode.OK);
        (await auditor.Get($"/v1/clinic/session_notes/{note}")).ShouldBe(HttpStatusCode.OK);
        (await auditor.Get($"/v1/clinic/session_notes/{note}/history")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task Administer(Service service, long clinic, long user)
    {
        var token = await service.EnrolsWithToken(clinic, user, Role.Provider);
        await service.Does(new SetUserRoles(Actor.Operator(clinic), user, new([Role.Provider, Role.Auditor])));
        await service.Does(new RevokeToken(Actor.Operator(clinic), user, token.Id));
        (await service.As(token.Token).Get("/v1/clinic/session_notes/46")).ShouldBe(HttpStatusCode.Unauthorized);
    }
}
