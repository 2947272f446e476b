using System.Globalization;

namespace ClinicNotes.Bench;

/// <summary>A client that follows the feed by server-sent events.</summary>
internal sealed class Follower : IDisposable
{
    private const string TimeOf = "\"time\":\"";

    private readonly HttpClient _http;
    private readonly StreamReader _lines;

    private Follower(HttpClient http, StreamReader lines) => (_http, _lines) = (http, lines);

    public static async Task<Follower> Of(Contender contender, long after)
    {
        var http = contender.Client("demo-auditor");
        return new(http, new StreamReader(await http.GetStreamAsync(Address(after))));
    }

    public static string Address(long after) => string.Create(CultureInfo.InvariantCulture, $"/v1/clinic/events/stream?after={after}");

    /// <summary>The next event; its time is read only when it is asked for.</summary>
    public async Task<Event> Next()
    {
        var (position, type) = (0L, "");
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                position = long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line;
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return new(position, type, line);
        }

        throw new IOException("The feed ended.");
    }

    public void Dispose()
    {
        _lines.Dispose();
        _http.Dispose();
    }

    /// <summary>An event as it came.</summary>
    public readonly record struct Event(long Position, string Type, string Data)
    {
        /// <summary>When it says that it was decided.</summary>
        public DateTime Time
        {
            get
            {
                var text = Data.AsSpan(Data.IndexOf(TimeOf, StringComparison.Ordinal) + TimeOf.Length);
                return DateTime.Parse(text[..text.IndexOf('"')], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            }
        }
    }
}
