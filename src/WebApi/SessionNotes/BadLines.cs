namespace ClinicNotes.WebApi.SessionNotes;

/// <summary>The lines that are not registered: all of them in a file where one is given, the first on standard error at the end.</summary>
internal sealed class BadLines(string? file) : IAsyncDisposable
{
    private const int First = 20;

    private readonly StreamWriter? _file = file is null ? null : new StreamWriter(file);
    private readonly List<string> _first = [];

    public long Count { get; private set; }

    public async Task Add(long number, string why)
    {
        var sentence = FormattableString.Invariant($"Line {number}: {why}");
        if (Count++ < First)
            _first.Add(sentence);
        if (_file is not null)
            await _file.WriteLineAsync(sentence);
    }

    /// <summary>Says which lines were bad. A progress bar and sentences would write over each other, so it is said afterwards.</summary>
    public async Task Tell()
    {
        foreach (var sentence in _first)
            await Console.Error.WriteLineAsync(sentence);
        if (Count > First)
            await Console.Error.WriteLineAsync($"And {Count - First} lines more{(file is null ? "" : $": see {file}")}.");
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
