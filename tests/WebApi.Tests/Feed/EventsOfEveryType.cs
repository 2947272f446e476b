using System.Net;
using ClinicNotes.Domain.Access;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.Infrastructure.Storage;
using ClinicNotes.WebApi.Tests.Broker;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Webhooks;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>A service in whose clinic 1 everything has happened that is an event, and a queue that has got all of it.</summary>
public sealed class EventsOfEveryType(Database database, SharedBroker broker) : IAsyncLifetime
{
    private const string Webhooks = "/v1/clinic/webhooks";

    public Service Service { get; private set; } = null!;

    public Receiver Receiver { get; private set; } = null!;

    public string Broker { get; private set; } = "";

    internal BrokerNames Names { get; private set; } = null!;

    public string Queue => $"{Names.Name}.every-type";

    /// <summary>The position up to which there is something of each type.</summary>
    public long End { get; private set; }

    /// <summary>The ids of the events up to there, as they are stored.</summary>
    public string[] Ids { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Receiver = await Receiver.Start();
        (Service, Names) = await broker.Service(await database.Make());
        Service.Settings["Webhooks:AllowedTargets"] = Receiver.Target;
        Broker = await broker.Uri();
        await (await Subscriber.Of(Broker, Names, "clinic.1.#", Queue)).DisposeAsync();
        await Service.Start();
        await Service.IsReady();
        await Happens();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private async Task Happens()
    {
        var (supervisor, admin) = (Service.As("demo-supervisor"), Service.As("demo-admin"));
        var addendum = await supervisor.RequestsAnAddendum();
        await Does(
            HttpMethod.Put,
            $"{Client.Addendums}/{addendum}",
            """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}"""
        );
        var signOff = await supervisor.RecordsASignOff();
        await Does(HttpMethod.Put, $"{Client.SignOffs}/{signOff}", """{"session_note_id":46,"sign_off":{"instructions":"Once more"}}""");
        (await supervisor.Get("/v1/clinic/session_notes/46")).ShouldBe(HttpStatusCode.OK);

        var token = await Service.EnrolsWithToken(clinic: 1, user: 601, Role.Provider);
        await Does(HttpMethod.Put, $"{Client.Users}/601/roles", """{"user":{"roles":["supervisor"]}}""");
        await Does(HttpMethod.Delete, $"{Client.Users}/601/tokens/{token.Id}", null);
        (await Service.As(token.Token).Get("/v1/clinic/session_notes/46")).ShouldBe(HttpStatusCode.Unauthorized);

        var url = Receiver.At("managed").Url;
        var webhook = (await admin.Post(Webhooks, $$$"""{"webhook":{"url":"{{{url}}}"}}""")).ShouldBe(HttpStatusCode.Created).Json[
            "webhook"
        ]!;
        foreach (var what in new[] { "pause", "resume", "rotate" })
            await Does(HttpMethod.Post, $"{Webhooks}/{webhook["id"]}/{what}", null);
        await Does(HttpMethod.Post, $"{Webhooks}/{webhook["id"]}/replay", """{"replay":{"after":"0"}}""");
        await Does(HttpMethod.Delete, $"{Webhooks}/{webhook["id"]}", null);

        // Who read is recorded a moment after the answer, and the ledger commits in its own time.
        await Patiently.Until(
            async () =>
                await Service.Scalar<long>("select count(distinct type) from mt_events where tenant_id = '1'") == StoredEvents.ByName.Count,
            "Something has not happened."
        );
        End = await LedgerOf.Signed(Service);
        Ids = await Service.Scalar<string[]>(
            $"""
            select array_agg(e.id::text order by position) from ledger_entries l join mt_events e on e.seq_id = l.event_number
            where clinic_id = '1' and position <= {End}
            """
        );

        async Task Does(HttpMethod method, string path, string? json) =>
            (await admin.Send(method, path, json is null ? null : new StringContent(json, null, "application/json"))).ShouldBe(
                HttpStatusCode.OK
            );
    }
}
