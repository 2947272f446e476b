using System.Text;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Appends;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Appends;

/// <summary>Keeps a service from recording, so that appends queue up, until it is let go.</summary>
internal sealed class HeldAppends : IAsyncDisposable
{
    // Copies of a database give their tables the same numbers, and the keeper of the ledger, which has an advisory lock, records too.
    private const string OfAppends = """
        from pg_locks where relation = 'mt_events'::regclass and not granted
            and database = (select oid from pg_database where datname = current_database())
            and pid not in (select pid from pg_locks where locktype = 'advisory')
        """;

    private const string Stopped = $"select count(*) {OfAppends}";

    private readonly Service _service;
    private readonly GroupCommit _commit;
    private readonly List<Task<Reply>> _replies = [];
    private readonly string _name = $"held {Guid.NewGuid()}";
    private Task<Reply>? _first;
    private NpgsqlConnection? _lock;

    private HeldAppends(Service service)
    {
        _service = service;
        _commit = service.Services.GetRequiredService<GroupCommit>();
    }

    /// <summary>The answers to come to those that were queued here, in that order.</summary>
    public IReadOnlyList<Task<Reply>> Replies => _replies;

    public int Queued => _commit.Queued;

    public static async Task<HeldAppends> Of(Service service)
    {
        var held = new HeldAppends(service) { _lock = await service.Sql.OpenConnectionAsync() };
        await held.Say("begin; lock table mt_events in exclusive mode");
        held._first = service.As("demo-supervisor").Post(Client.Addendums, Requesting(held._name, 46, null));
        await Patiently.Until(async () => await service.Scalar<long>(Stopped) == 1);
        return held;
    }

    /// <summary>Sends a request and waits until its append is queued.</summary>
    public async Task Queue(Func<Task<Reply>> request)
    {
        var before = Queued;
        _replies.Add(request());
        await Patiently.Until(() => Task.FromResult(Queued > before));
    }

    public Task QueueAddendum(string instructions, string token = "demo-supervisor", int note = 46, string? signature = null) =>
        Queue(() => _service.As(token).Post(Client.Addendums, Requesting(instructions, note, signature)));

    /// <summary>Sends a request that its client may take back.</summary>
    public async Task Send(string instructions, CancellationToken cancellation)
    {
        using var http = _service.CreateClient();
        http.DefaultRequestHeaders.Add("X-User-Token", "demo-supervisor");
        using var content = new StringContent(Requesting(instructions, 46, null), Encoding.UTF8, "application/json");
        await http.PostAsync(Client.Addendums, content, cancellation);
    }

    /// <summary>Breaks the connections on which something is being recorded.</summary>
    public Task CutConnections() => _service.Execute($"select pg_terminate_backend(pid) {OfAppends}");

    /// <summary>Breaks them, and gives what the one asked for that was being recorded, and what it was answered.</summary>
    public async Task<(string Instructions, Reply Reply)> Cut()
    {
        await CutConnections();
        return (_name, await _first!);
    }

    public async Task LetGo()
    {
        if (_lock is null)
            return;

        await Say("commit");
        await _lock.DisposeAsync();
        _lock = null;
    }

    public async ValueTask DisposeAsync() => await LetGo();

    private static string Requesting(string instructions, int note, string? signature)
    {
        var addendum = new JsonObject { ["instructions"] = instructions, ["signature"] = signature };
        return new JsonObject { ["session_note_id"] = note, ["addendum"] = addendum }.ToJsonString();
    }

    private async Task Say(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _lock);
        await command.ExecuteNonQueryAsync();
    }
}
