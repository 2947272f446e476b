namespace ClinicNotes.WebApi.Tests;

/// <summary>A service of the test class's own, on a database of its own with the demo data.</summary>
public sealed class RunningService(Database database) : IAsyncLifetime
{
    public Service Service { get; private set; } = null!;

    /// <summary>The supervisor of clinic 1, user 123.</summary>
    public Client Supervisor => Service.As("demo-supervisor");

    public Client Provider => Service.As("demo-provider");

    public Client Admin => Service.As("demo-admin");

    public Client Auditor => Service.As("demo-auditor");

    public Client Program => Service.As("demo-service");

    /// <summary>The supervisor of clinic 2, user 223.</summary>
    public Client OtherClinic => Service.As("demo-other-clinic");

    public Client OtherAuditor => Service.As("demo-other-auditor");

    /// <summary>Starts the service and waits until it is ready, so that no warming up mixes with what the tests do.</summary>
    public async ValueTask InitializeAsync()
    {
        Service = await new Service(await database.Make()).Start();
        await Service.IsReady();
    }

    // One that never started has nothing to end, and what kept it from starting is for the reader of the test to see.
    public ValueTask DisposeAsync() => Service?.DisposeAsync() ?? default;
}
