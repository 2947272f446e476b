namespace ClinicNotes.WebApi.Running;

/// <summary>The log as lines of JSON, for programs to read; in development as text, for people.</summary>
internal static class JsonLogs
{
    public static void AddJsonLogs(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
            return;

        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }
}
