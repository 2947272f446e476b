using System.Globalization;
using System.Net.Http.Json;
using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>A webhook for all events, to a receiver that answers at once.</summary>
internal sealed class Hook : IConsumer
{
    private readonly NpgsqlDataSource _database;
    private readonly Receiver _receiver;

    private Hook(NpgsqlDataSource database, Receiver receiver) => (_database, _receiver) = (database, receiver);

    public static async Task<IConsumer> Of(Contender fed, Receiver receiver)
    {
        var (_, last) = await Following.End(fed.ConnectionString);
        using var admin = fed.Client("demo-admin");
        var webhook = new { url = $"http://{receiver.Target}/", after = last.ToString(CultureInfo.InvariantCulture) };
        (await admin.PostAsJsonAsync("/v1/clinic/webhooks", new { webhook })).EnsureSuccessStatusCode();
        return new Hook(NpgsqlDataSource.Create(fed.ConnectionString), receiver);
    }

    public async Task Has(long position)
    {
        await using var delivered = _database.CreateCommand("select coalesce(min(position), 0) from webhook_progress");
        while ((long)(await delivered.ExecuteScalarAsync())! < position)
        {
            if (_receiver.Work.IsCompleted)
                await _receiver.Work;
            await Task.Delay(20);
        }
    }

    public void Dispose() => _database.Dispose();
}
