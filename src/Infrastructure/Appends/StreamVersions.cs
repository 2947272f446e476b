using System.Diagnostics;
using System.Threading.Channels;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>
/// Looks at which version streams are. What is asked while a look is under way is asked together by the next, so that many readers share a
/// round trip; nobody is answered by a look that began before the question.
/// </summary>
public sealed class StreamVersions : IAsyncDisposable
{
    /// <summary>How many streams one look is for at most.</summary>
    private const int Most = 256;

    private const string Versions = "select versions_of_streams($1, $2)";

    private readonly NpgsqlDataSource _database;
    private readonly Channel<Question> _questions = Channel.CreateUnbounded<Question>(new() { SingleReader = true });
    private readonly Task _looking;

    public StreamVersions(NpgsqlDataSource database)
    {
        _database = database;
        _looking = Task.Run(Look);
    }

    /// <summary>The version of a stream as it is stored at this moment; <c>null</c> when there is no such stream.</summary>
    internal async Task<long?> Of(StreamKey key, CancellationToken cancellation)
    {
        var question = new Question(key, Activity.Current, new(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(!_questions.Writer.TryWrite(question), this);
        return await question.Version.Task.WaitAsync(cancellation);
    }

    /// <summary>Answers what has been asked, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _questions.Writer.TryComplete();
        await _looking;
    }

    private async Task Look()
    {
        while (await _questions.Reader.WaitToReadAsync())
        {
            var asked = new List<Question>();
            while (asked.Count < Most && _questions.Reader.TryRead(out var question))
                asked.Add(question);

            // One of the requests whose traces the look belongs in.
            Activity.Current = asked[0].Activity;
            try
            {
                var versions = await Read(asked);
                for (var i = 0; i < asked.Count; i++)
                    asked[i].Version.SetResult(versions[i]);
            }
            catch (Exception failure)
            {
                asked.ForEach(question => question.Version.SetException(failure));
            }
        }
    }

    private async Task<long?[]> Read(List<Question> asked)
    {
        await using var command = _database.CreateCommand(Versions);
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, asked.Select(question => question.Key.Clinic)));
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, asked.Select(question => question.Key.Stream)));

        // Whoever asked may go away meanwhile: that must not disturb the others.
        await using var row = await command.ExecuteReaderAsync(CancellationToken.None);
        await row.ReadAsync(CancellationToken.None);
        return row.GetFieldValue<long?[]>(0);
    }

    private sealed record Question(StreamKey Key, Activity? Activity, TaskCompletionSource<long?> Version);
}
