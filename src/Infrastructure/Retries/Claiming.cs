using ClinicNotes.Application.Retries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ClinicNotes.Infrastructure.Retries;

/// <summary>How requests with an <c>Idempotency-Key</c> are carried out once.</summary>
internal static class Claiming
{
    public static void AddClaims(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Claims>();
        builder.Services.AddSingleton<IClaims>(services => services.GetRequiredService<Claims>());
        builder.Services.AddScoped<IKeptAnswers, KeptAnswers>();
        builder.Services.AddHostedService<ClaimCleanup>();
    }
}
