using System.Globalization;
using ClinicNotes.Bench.Peers;
using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Npgsql;
using Weasel.Core;

// Bare Marten: the same tables and settings as the service, a session per request, and nothing between the endpoint and the session.

await using var database = NpgsqlDataSource.Create(Contract.ConnectionString);
var app = Contract.Build(
    args,
    builder =>
    {
        var marten = builder.Services.AddMarten(options =>
        {
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.UseSystemTextJsonForSerialization(casing: Casing.SnakeCase);
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.TenancyStyle = TenancyStyle.Conjoined;
            options.Events.EnableBigIntEvents = true;
            options.Events.UseExclusiveLockOnConcurrentAppends = true;
            options.Events.MetadataConfig.CorrelationIdEnabled = true;
            options.Events.MetadataConfig.CausationIdEnabled = true;
            options.Events.MetadataConfig.UserNameEnabled = true;
            options.Events.MapEventType<Requested>("addendum_requested");
            options.Events.MapEventType<Responded>("addendum_responded");
            options.Events.MapEventType<Recorded>("sign_off_recorded");
            options.Connection(database);
        });
        marten.UseLightweightSessions();
    }
);
var store = app.Services.GetRequiredService<IDocumentStore>();
var next = 1_000_000L;

app.MapPost(
    Contract.Addendums,
    async (CreateAddendum request) =>
    {
        var now = Contract.Now();
        var id = Interlocked.Increment(ref next);
        var given = request.Addendum;
        await using var session = Open();
        session.Events.StartStream(
            $"addendum-{id}",
            new Requested(id, request.SessionNoteId, given.Instructions, Keep(session, given.Signature), Contract.User, "supervisor", now)
        );
        await session.SaveChangesAsync();
        var shape = new AddendumShape(id, request.SessionNoteId, given.Instructions, null, given.Signature, null, now, now);
        return Results.Created($"{Contract.Addendums}/{id}", shape);
    }
);

app.MapGet(
    Contract.Addendums + "/{id:long}",
    async (long id) =>
    {
        await using var session = store.QuerySession("1");
        var events = await session.Events.FetchStreamAsync($"addendum-{id}");
        if (events is not [{ Data: Requested first }, ..])
            return Results.NotFound();

        var last = events[^1].Data as Responded;
        return Results.Ok(
            new AddendumShape(
                id,
                first.SessionNoteId,
                first.Instructions,
                last?.InstructionsResponse,
                null,
                null,
                first.RequestedAt,
                last?.RespondedAt ?? first.RequestedAt
            )
        );
    }
);

app.MapPut(
    Contract.Addendums + "/{id:long}",
    async (long id, UpdateAddendum request) =>
    {
        var now = Contract.Now();
        await using var session = Open();
        var events = await session.Events.FetchStreamAsync($"addendum-{id}");
        if (events is not [{ Data: Requested first }, ..])
            return Results.NotFound();

        var response = request.Addendum.InstructionsResponse;
        var responded = new Responded(id, request.SessionNoteId, response, Contract.User, "supervisor", now);
        session.Events.Append($"addendum-{id}", events[^1].Version + 1, responded);
        await session.SaveChangesAsync();
        return Results.Ok(new AddendumShape(id, request.SessionNoteId, first.Instructions, response, null, null, first.RequestedAt, now));
    }
);

app.MapPost(
    Contract.SignOffs,
    async (CreateSignOff request) =>
    {
        var now = Contract.Now();
        var id = Interlocked.Increment(ref next);
        var given = request.SignOff;
        await using var session = Open();
        var signature = Keep(session, given.Signature)!;
        session.Events.StartStream(
            $"sign-off-{id}",
            new Recorded(id, request.SessionNoteId, given.Instructions, given.ReviewDate, signature, Contract.User, "supervisor", now)
        );
        await session.SaveChangesAsync();
        var shape = new SignOffShape(
            id,
            request.SessionNoteId,
            given.Instructions,
            given.ReviewDate,
            given.Signature,
            Contract.User,
            now,
            now
        );
        return Results.Created($"{Contract.SignOffs}/{id}", shape);
    }
);

await app.RunAsync();

IDocumentSession Open()
{
    var session = store.LightweightSession("1");
    session.LastModifiedBy = Contract.User.ToString(CultureInfo.InvariantCulture);
    session.CorrelationId = Guid.NewGuid().ToString();
    session.CausationId = session.CorrelationId;
    return session;
}

static Signature? Keep(IDocumentSession session, string? dataUrl)
{
    if (dataUrl is null)
        return null;

    var png = Contract.Png(dataUrl);
    var sha256 = System.Security.Cryptography.SHA256.HashData(png);
    session.QueueSqlCommand("insert into signatures (clinic_id, sha256, png) values ('1', ?, ?) on conflict do nothing", sha256, png);
    return new Signature(Convert.ToHexStringLower(sha256), png.Length, "image/png");
}

internal sealed record Signature(string Sha256, int ByteLength, string MediaType);

internal sealed record Requested(
    long AddendumId,
    long SessionNoteId,
    string Instructions,
    Signature? Signature,
    long RequestedBy,
    string RequestedAs,
    DateTime RequestedAt
);

internal sealed record Responded(
    long AddendumId,
    long SessionNoteId,
    string? InstructionsResponse,
    long RespondedBy,
    string RespondedAs,
    DateTime RespondedAt
);

internal sealed record Recorded(
    long SignOffId,
    long SessionNoteId,
    string? Instructions,
    DateTime ReviewDate,
    Signature Signature,
    long ReviewerId,
    string RecordedAs,
    DateTime RecordedAt
);
