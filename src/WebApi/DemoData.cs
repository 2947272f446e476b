using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;
using Wolverine;

namespace ClinicNotes.WebApi;

/// <summary>Two clinics to try the service with. Seeded only where <c>DemoData:Seed</c> asks for it, and only in development.</summary>
internal sealed class DemoData(IServiceProvider services) : IHostedService
{
    public const string Setting = "DemoData:Seed";

    private static readonly (long Clinic, long User, Role Role, string Name, string[] Tokens)[] Users =
    [
        (1, 121, Role.Provider, "Demo Provider", ["demo-provider"]),
        (1, 123, Role.Supervisor, "Demo Supervisor", ["demo-supervisor", "your_token_here"]),
        (1, 124, Role.Admin, "Demo Admin", ["demo-admin"]),
        (1, 125, Role.Auditor, "Demo Auditor", ["demo-auditor"]),
        (1, 126, Role.Service, "Demo Service", ["demo-service"]),
        (2, 223, Role.Supervisor, "Demo Supervisor of the other clinic", ["demo-other-clinic"]),
        (2, 225, Role.Auditor, "Demo Auditor of the other clinic", ["demo-other-auditor"]),
    ];

    private static readonly (long Clinic, long Provider, int From, int To)[] Notes = [(1, 121, 1, 200), (2, 223, 1001, 1100)];

    /// <summary>The sentence with which a service refuses to start, or <c>null</c> when it may.</summary>
    public static string? RefusedIn(WebApplicationBuilder builder) =>
        builder.Configuration.GetValue<bool>(Setting) && !builder.Environment.IsDevelopment()
            ? "DemoData__Seed=true is refused outside development, as anybody knows the demo tokens: unset it, or set "
                + "ASPNETCORE_ENVIRONMENT=Development."
            : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageContext>();
        var users = scope.ServiceProvider.GetRequiredService<IUserDirectory>();

        // The last token is issued last, so it tells whether all is there.
        if (await users.Behind(Users[^1].Tokens[^1], cancellationToken) is { Actor: not null })
            return;

        foreach (var (clinic, provider, from, to) in Notes)
        {
            for (var note = from; note <= to; note++)
                await bus.Command(new RegisterSessionNote(Actor.Operator(clinic), note, new(GivenId.Of(provider))), cancellationToken);
        }

        foreach (var (clinic, user, role, name, tokens) in Users)
        {
            await bus.Command(new EnrolUser(Actor.Operator(clinic), new(GivenId.Of(user), GivenText.Of(name), [role])), cancellationToken);
            foreach (var token in tokens)
            {
                if (await users.Behind(token, cancellationToken) is { Actor: null })
                    await bus.Command(new IssueToken(Actor.Operator(clinic), user, new(), token), cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class DemoDataRegistration
{
    public static void AddDemoData(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>(DemoData.Setting))
            builder.Services.AddHostedService<DemoData>();
    }
}
