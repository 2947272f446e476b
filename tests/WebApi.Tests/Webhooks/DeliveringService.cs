using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>A service on a database of its own that may deliver to a receiver of the test's.</summary>
public sealed class DeliveringService(Database database) : IAsyncLifetime
{
    public Receiver Receiver { get; private set; } = null!;

    public Service Service { get; private set; } = null!;

    public Client Admin => Service.As("demo-admin");

    public async ValueTask InitializeAsync()
    {
        Receiver = await Receiver.Start();
        var service = new Service(await database.Make());
        service.Settings["Webhooks:AllowedTargets"] = Receiver.Target;
        Service = await service.Start();
        await Service.IsReady();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>Registers a webhook to a receiver that gets what is recorded from now on.</summary>
    public async Task<Registered> Registers(Receiver.Inbox inbox, string[]? types = null, long? after = null) =>
        await Registered.At(Admin, inbox.Url, after ?? await End(), types);

    /// <summary>The end of the clinic's feed once nothing is waiting for its position.</summary>
    public async Task<long> End()
    {
        await LedgerOf.Placed(Service);
        var next = 0L;
        while (true)
        {
            var reply = (await Admin.Get($"/v1/clinic/events?limit=1000&after={next}")).Json;
            if (long.Parse((string)reply["next"]!) == next)
                return next;

            next = long.Parse((string)reply["next"]!);
        }
    }

    /// <summary>The ids of the clinic's events after a position, of one type.</summary>
    public async Task<string[]> Ids(long after, string type) =>
        [
            .. (await Admin.Get($"/v1/clinic/events?limit=1000&types={type}&after={after}")).Json["events"]!
                .AsArray()
                .Select(e => (string)e!["id"]!),
        ];
}

/// <summary>A webhook that has been registered.</summary>
public sealed record Registered(Client Admin, string Path, string Secret)
{
    /// <summary>Registers one that gets what comes after a position.</summary>
    public static async Task<Registered> At(Client admin, string url, long after, string[]? types = null)
    {
        const string path = "/v1/clinic/webhooks";
        var webhook = new JsonObject { ["url"] = url, ["after"] = $"{after}" };
        if (types is not null)
            webhook["types"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        var reply = await admin.Post(path, new JsonObject { ["webhook"] = webhook }.ToJsonString());
        var shown = reply.ShouldBe(HttpStatusCode.Created).Json["webhook"]!;
        return new Registered(admin, $"{path}/{shown["id"]}", (string)shown["secret"]!);
    }

    public async Task<JsonNode> Now() => (await Admin.Get(Path)).ShouldBe(HttpStatusCode.OK).Json["webhook"]!;

    public async Task<JsonNode> Does(string what) =>
        (await Admin.Send(HttpMethod.Post, $"{Path}/{what}", content: null)).ShouldBe(HttpStatusCode.OK).Json;

    public async Task<JsonNode[]> Deliveries() =>
        [.. (await Admin.Get($"{Path}/deliveries?page_size=100")).ShouldBe(HttpStatusCode.OK).Json["deliveries"]!.AsArray()!];

    /// <summary>Waits until the webhook is as described.</summary>
    public async Task<JsonNode> Becomes(Func<JsonNode, bool> described)
    {
        var now = await Now();
        await Patiently.Until(async () => described(now = await Now()), () => $"It did not come to that: {now.ToJsonString()}");
        return now;
    }
}
