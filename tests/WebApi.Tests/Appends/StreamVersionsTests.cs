using System.Collections.Concurrent;
using System.Diagnostics;
using ClinicNotes.Infrastructure.Appends;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Appends;

/// <summary>Looks at versions of streams, many of which share a round trip.</summary>
public sealed class StreamVersionsTests(RunningService running) : IAsyncLifetime, IClassFixture<RunningService>
{
    private static readonly StreamKey Note46 = new("1", "session-note-46");
    private NpgsqlDataSource _database = null!;
    private StreamVersions _versions = null!;

    public ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(running.Service.ConnectionString + ";Maximum Pool Size=1");
        _versions = new StreamVersions(_database);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_of_a_thousand_who_ask_at_once_is_answered_for_its_own_stream()
    {
        var addendum = await running.Provider.RequestsAnAddendum();
        await running.Provider.Put(
            $"{Client.Addendums}/{addendum}",
            """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}"""
        );
        StreamKey[] streams = [Note46, new("1", $"addendum-{addendum}"), new("2", "session-note-46"), new("1", "addendum-0")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Of(streams[i % 4])));

        answers.Chunk(4).ShouldAllBe(four => four.SequenceEqual(new long?[] { 1, 2, null, null }));
    }

    [Fact]
    public async Task A_version_is_that_at_the_moment_of_the_question()
    {
        for (var i = 0; i < 20; i++)
        {
            var addendum = await running.Provider.RequestsAnAddendum();
            (await Of(new("1", $"addendum-{addendum}"))).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_look_is_in_the_trace_of_who_asked_and_not_in_that_of_who_asked_first()
    {
        var looks = new ConcurrentBag<ActivityTraceId>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = look => looks.Add(look.TraceId),
        };
        ActivitySource.AddActivityListener(listener);
        for (var i = 0; i < 3; i++)
        {
            using var request = new Activity("request").Start();
            await Of(Note46);
            looks.ShouldContain(request.TraceId);
        }
    }

    [Fact]
    public async Task When_a_look_fails_those_learn_of_it_who_asked_and_the_next_is_answered()
    {
        await using (var connection = await _database.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await running.Service.Execute($"select pg_terminate_backend({connection.ProcessID})");

        var failed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Record.ExceptionAsync(() => Of(Note46)).AsTask()));

        failed.Count(failure => failure is NpgsqlException).ShouldBePositive();
        failed.ShouldAllBe(failure => failure == null || failure is NpgsqlException);
        (await Of(Note46)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_goes_away_takes_nobody_elses_answer_along()
    {
        Task<long?> gone;
        Task<long?> staying;
        using var cancellation = new CancellationTokenSource();
        await using (await _database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            gone = _versions.Of(Note46, cancellation.Token);
            staying = Of(Note46);
            await cancellation.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(gone);
        }

        (await staying).ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _versions.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<long?> Of(StreamKey stream) => _versions.Of(stream, TestContext.Current.CancellationToken);
}
