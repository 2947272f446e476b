using System.Security.Cryptography;
using System.Text.Json;
using ClinicNotes.Bench.Peers;
using Npgsql;
using NpgsqlTypes;

// By hand: the same rows in the same tables as the service writes, each request's in one batch, which PostgreSQL runs as one transaction.

await using var database = NpgsqlDataSource.Create(Contract.ConnectionString);
using var ids = new Ids(database);
var app = Contract.Build(args);

app.MapPost(
    Contract.Addendums,
    async (CreateAddendum request) =>
    {
        var now = Contract.Now();
        var id = await ids.Next("addendum_id");
        var given = request.Addendum;
        var png = given.Signature is null ? null : Contract.Png(given.Signature);
        var body = new
        {
            addendum_id = id,
            session_note_id = request.SessionNoteId,
            instructions = given.Instructions,
            signature = Reference(png),
            requested_by = Contract.User,
            requested_as = "supervisor",
            requested_at = now,
        };
        await using var batch = database.CreateBatch();
        Start(batch, $"addendum-{id}", "addendum");
        Append(batch, $"addendum-{id}", 1, "addendum_requested", body, now);
        Keep(batch, png);
        await batch.ExecuteNonQueryAsync();
        var shape = new AddendumShape(id, request.SessionNoteId, given.Instructions, null, given.Signature, null, now, now);
        return Results.Created($"{Contract.Addendums}/{id}", shape);
    }
);

app.MapGet(
    Contract.Addendums + "/{id:long}",
    async (long id) => await Read(id) is { } addendum ? Results.Ok(addendum.Shape) : Results.NotFound()
);

app.MapPut(
    Contract.Addendums + "/{id:long}",
    async (long id, UpdateAddendum request) =>
    {
        var now = Contract.Now();
        var stream = $"addendum-{id}";
        if (await Read(id) is not { } addendum)
            return Results.NotFound();

        var body = new
        {
            addendum_id = id,
            session_note_id = request.SessionNoteId,
            instructions_response = request.Addendum.InstructionsResponse,
            responded_by = Contract.User,
            responded_as = "supervisor",
            responded_at = now,
        };
        await using var batch = database.CreateBatch();
        var update = new NpgsqlBatchCommand("update mt_streams set version = $2 where tenant_id = '1' and id = $1 and version = $2 - 1");
        update.Parameters.Add(new() { Value = stream });
        update.Parameters.Add(new() { Value = addendum.Version + 1 });
        batch.BatchCommands.Add(update);
        Append(batch, stream, addendum.Version + 1, "addendum_responded", body, now);
        await batch.ExecuteNonQueryAsync();
        var response = request.Addendum.InstructionsResponse;
        return Results.Ok(addendum.Shape with { InstructionsResponse = response, UpdatedAt = now });
    }
);

app.MapPost(
    Contract.SignOffs,
    async (CreateSignOff request) =>
    {
        var now = Contract.Now();
        var id = await ids.Next("sign_off_id");
        var given = request.SignOff;
        var png = Contract.Png(given.Signature);
        var body = new
        {
            sign_off_id = id,
            session_note_id = request.SessionNoteId,
            instructions = given.Instructions,
            review_date = given.ReviewDate,
            signature = Reference(png),
            reviewer_id = Contract.User,
            recorded_as = "supervisor",
            recorded_at = now,
        };
        await using var batch = database.CreateBatch();
        Start(batch, $"sign-off-{id}", "sign_off");
        Append(batch, $"sign-off-{id}", 1, "sign_off_recorded", body, now);
        Keep(batch, png);
        await batch.ExecuteNonQueryAsync();
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

async Task<Stored?> Read(long id)
{
    await using var read = database.CreateCommand(
        "select version, data from mt_events where tenant_id = '1' and stream_id = $1 order by version"
    );
    read.Parameters.Add(new() { Value = $"addendum-{id}" });
    await using var rows = await read.ExecuteReaderAsync();
    Stored? addendum = null;
    while (await rows.ReadAsync())
    {
        var version = rows.GetInt64(0);
        using var data = JsonDocument.Parse(rows.GetFieldValue<byte[]>(1));
        var fields = data.RootElement;
        if (addendum is null)
        {
            var at = fields.GetProperty("requested_at").GetDateTime();
            var instructions = fields.GetProperty("instructions").GetString()!;
            var note = fields.GetProperty("session_note_id").GetInt64();
            addendum = new Stored(version, new AddendumShape(id, note, instructions, null, null, null, at, at));
        }
        else
        {
            var at = fields.GetProperty("responded_at").GetDateTime();
            var response = fields.GetProperty("instructions_response").GetString();
            addendum = new Stored(version, addendum.Shape with { InstructionsResponse = response, UpdatedAt = at });
        }
    }

    return addendum;
}

static object? Reference(byte[]? png) =>
    png is null
        ? null
        : new
        {
            sha256 = Convert.ToHexStringLower(SHA256.HashData(png)),
            byte_length = png.Length,
            media_type = "image/png",
        };

static void Start(NpgsqlBatch batch, string stream, string type)
{
    var insert = new NpgsqlBatchCommand("insert into mt_streams (tenant_id, id, type, version) values ('1', $1, $2, 1)");
    insert.Parameters.Add(new() { Value = stream });
    insert.Parameters.Add(new() { Value = type });
    batch.BatchCommands.Add(insert);
}

static void Append(NpgsqlBatch batch, string stream, long version, string type, object body, DateTime now)
{
    var insert = new NpgsqlBatchCommand(
        """
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, user_name)
        values (nextval('mt_events_sequence'), $1, $2, $3, $4, $5, $6, '1', $7, $8, $9, '123')
        """
    );
    insert.Parameters.Add(new() { Value = Guid.CreateVersion7() });
    insert.Parameters.Add(new() { Value = stream });
    insert.Parameters.Add(new() { Value = version });
    insert.Parameters.Add(new() { Value = JsonSerializer.SerializeToUtf8Bytes(body), NpgsqlDbType = NpgsqlDbType.Jsonb });
    insert.Parameters.Add(new() { Value = type });
    insert.Parameters.Add(new() { Value = now });
    insert.Parameters.Add(new() { Value = "ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain" });
    insert.Parameters.Add(new() { Value = Guid.NewGuid().ToString() });
    insert.Parameters.Add(new() { Value = Guid.NewGuid().ToString() });
    batch.BatchCommands.Add(insert);
}

static void Keep(NpgsqlBatch batch, byte[]? png)
{
    if (png is null)
        return;

    var insert = new NpgsqlBatchCommand("insert into signatures (clinic_id, sha256, png) values ('1', $1, $2) on conflict do nothing");
    insert.Parameters.Add(new() { Value = SHA256.HashData(png) });
    insert.Parameters.Add(new() { Value = png });
    batch.BatchCommands.Add(insert);
}

internal sealed class Ids(NpgsqlDataSource database) : IDisposable
{
    private const int BlockSize = 32;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, (long Next, long End)> _blocks = [];

    public void Dispose() => _turn.Dispose();

    public async ValueTask<long> Next(string sequence)
    {
        await _turn.WaitAsync();
        try
        {
            var (next, end) = _blocks.GetValueOrDefault(sequence);
            if (next == end)
            {
                await using var command = database.CreateCommand($"select nextval('{sequence}')");
                next = (long)(await command.ExecuteScalarAsync())!;
                end = next + BlockSize;
            }

            _blocks[sequence] = (next + 1, end);
            return next;
        }
        finally
        {
            _turn.Release();
        }
    }
}

internal sealed record Stored(long Version, AddendumShape Shape);
