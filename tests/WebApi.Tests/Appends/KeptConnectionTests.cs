using ClinicNotes.Infrastructure.Appends;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Appends;

/// <summary>The connection that the writer of groups keeps.</summary>
public sealed class KeptConnectionTests(RunningService running) : IAsyncLifetime, IClassFixture<RunningService>
{
    private NpgsqlDataSource _pool = null!;
    private KeptConnection _kept = null!;

    public ValueTask InitializeAsync()
    {
        _pool = NpgsqlDataSource.Create(running.Service.ConnectionString + ";Maximum Pool Size=2");
        _kept = new KeptConnection(_pool);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_stays_the_same_while_others_of_the_pool_come_and_go()
    {
        var first = await Backend();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Use()));

        (await Backend()).ShouldBe(first);
    }

    [Fact]
    public async Task One_that_broke_is_replaced()
    {
        var first = await Backend();
        await running.Service.Execute($"select pg_terminate_backend({first})");
        await Should.ThrowAsync<NpgsqlException>(Backend);

        (await Backend()).ShouldNotBe(first);
    }

    [Fact]
    public async Task Given_back_it_is_anybodys()
    {
        var first = await Backend();
        await _kept.DisposeAsync();

        await using var other = await _pool.OpenConnectionAsync(TestContext.Current.CancellationToken);

        other.ProcessID.ShouldBe(first);
    }

    public async ValueTask DisposeAsync()
    {
        await _kept.DisposeAsync();
        await _pool.DisposeAsync();
    }

    private async Task<int> Backend()
    {
        await using var command = new NpgsqlCommand("select pg_backend_pid()", await _kept.Open());
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task Use()
    {
        await using var command = _pool.CreateCommand("select pg_sleep(0.001)");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
