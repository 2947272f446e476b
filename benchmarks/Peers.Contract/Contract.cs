using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace ClinicNotes.Bench.Peers;

// What every peer shares, so that they differ in how they store and in nothing else: the documented shapes, the token, the connections.

public sealed record CreateAddendum(long SessionNoteId, CreateAddendumFields Addendum);

public sealed record CreateAddendumFields(string Instructions, string? Signature);

public sealed record UpdateAddendum(long SessionNoteId, UpdateAddendumFields Addendum);

public sealed record UpdateAddendumFields(string? InstructionsResponse, string? RespondedSignature);

public sealed record CreateSignOff(long SessionNoteId, CreateSignOffFields SignOff);

public sealed record CreateSignOffFields(string? Instructions, DateTime ReviewDate, string Signature);

public sealed record AddendumShape(
    long Id,
    long SessionNoteId,
    string Instructions,
    string? InstructionsResponse,
    string? Signature,
    string? RespondedSignature,
    DateTime CreatedAt,
    DateTime UpdatedAt
);

public sealed record SignOffShape(
    long Id,
    long SessionNoteId,
    string? Instructions,
    DateTime ReviewDate,
    string Signature,
    long ReviewerId,
    DateTime CreatedAt,
    DateTime UpdatedAt
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreateAddendum))]
[JsonSerializable(typeof(UpdateAddendum))]
[JsonSerializable(typeof(CreateSignOff))]
[JsonSerializable(typeof(AddendumShape))]
[JsonSerializable(typeof(SignOffShape))]
internal sealed partial class Json : JsonSerializerContext;

internal static class Contract
{
    public const string Addendums = "/v1/clinic/session_notes/addendums";
    public const string SignOffs = "/v1/clinic/session_notes/sign_offs";

    /// <summary>The user of the token that the load sends.</summary>
    public const long User = 123;

    /// <summary>The same connections as the service has.</summary>
    public static string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ConnectionStrings__Postgres"))
        {
            MaxPoolSize = 8,
            NoResetOnClose = true,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
        }.ConnectionString;

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default);
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapGet("/health/ready", () => "Healthy");
        app.Use(
            (http, next) =>
            {
                if (http.Request.Headers["X-User-Token"] == "your_token_here" || http.Request.Path == "/health/ready")
                    return next(http);
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }
        );
        return app;
    }

    public static DateTime Now()
    {
        var now = DateTime.UtcNow;
        return new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    public static byte[] Png(string dataUrl) => Convert.FromBase64String(dataUrl["data:image/png;base64,".Length..]);

    public static string DataUrl(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);
}
