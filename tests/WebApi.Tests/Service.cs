using System.Net;
using System.Net.Sockets;
using System.Text;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Npgsql;
using Wolverine;

namespace ClinicNotes.WebApi.Tests;

/// <summary>The service itself, listening on a port of loopback, with a clock that the test sets.</summary>
public sealed class Service(string connectionString) : WebApplicationFactory<Program>
{
    /// <summary>That of who owns the tables, which the service uses to apply its schema only.</summary>
    public string ConnectionString => connectionString;

    public FakeClock Clock { get; } = new(Instant.FromUtc(2023, 10, 20, 10, 0));

    /// <summary>What the service logged, line by line.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Settings other than those of every test, by their names in a configuration.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What takes the place of services of the same types.</summary>
    public List<ServiceDescriptor> Replaced { get; } = [];

    public NpgsqlDataSource Sql { get; } = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=4");

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    public Task<Service> Start() => Start(port: 0);

    public Task<Service> Start(int port)
    {
        // Given the port itself, the factory would set it at a server that may have started by then.
        UseKestrel();
        Settings[WebHostDefaults.ServerUrlsKey] = $"http://127.0.0.1:{port}";
        StartServer();
        return Task.FromResult(this);
    }

    /// <summary>Waits until it is ready: warming up takes a busy machine longer than the service keeps who asks waiting.</summary>
    public Task IsReady() =>
        Patiently.Until(async () => (await As(null).Get("/health/ready")).Status == HttpStatusCode.OK, "It does not get ready.");

    /// <summary>A client that sends this token; none when it is <c>null</c>.</summary>
    public Client As(string? token) => new(CreateClient(), token);

    /// <summary>Does as the operator of the service would at its command line.</summary>
    public async Task<Outcome> Does(ICommand command)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMessageContext>().Command(command, CancellationToken.None);
    }

    /// <summary>Enrols a user and gives a client with a new token of that user.</summary>
    public async Task<Client> Enrols(long clinic, long user, params Role[] roles) => As((await EnrolsWithToken(clinic, user, roles)).Token);

    public async Task<IssuedTokenResponse> EnrolsWithToken(long clinic, long user, params Role[] roles)
    {
        await Does(new EnrolUser(Actor.Operator(clinic), new(GivenId.Of(user), GivenText.Of($"User {user}"), [.. roles])));
        return (IssuedTokenResponse)
            (await Does(new IssueToken(Actor.Operator(clinic), user, new()))).ShouldBeOfType<Outcome.Created>().Response;
    }

    /// <summary>Tells it to end, as a signal would.</summary>
    public void Ends() => Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    /// <summary>Cuts the service off from its database and lets it not back in.</summary>
    public async Task DatabaseGoesAway()
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await OnServer($"alter database {name} allow_connections false");
        // An autovacuum worker is the server's own, and not the service's.
        await OnServer(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and backend_type = 'client backend'"
        );
    }

    public Task DatabaseComesBack() =>
        OnServer($"alter database {new NpgsqlConnectionStringBuilder(connectionString).Database} allow_connections true");

    /// <summary>Sends bytes as they are, and gives what comes back until the connection is closed.</summary>
    public async Task<string> Raw(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, ClientOptions.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream);
        var answer = new StringBuilder();
        var part = new char[16 * 1_024];
        while (await reader.ReadAsync(part) is var read and > 0)
        {
            answer.Append(part, 0, read);
            // A stream of events has no end.
            if (new string(part, 0, read).Contains("Content-Type: text/event-stream", StringComparison.OrdinalIgnoreCase))
                break;
        }

        return answer.ToString();
    }

    /// <summary>One value from the database of the service.</summary>
    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Sql.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql)
    {
        await using var command = Sql.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Does what only who owns the database can: changes what is recorded.</summary>
    public Task Tamper(string sql)
    {
        string[] tables = ["mt_events", "signatures", "ledger_entries", "ledger_hashes", "ledger_checkpoints"];
        return Execute($"{Triggers("disable")}; {sql}; {Triggers("enable")}");

        string Triggers(string how) => string.Join("; ", tables.Select(table => $"alter table {table} {how} trigger never_rewritten"));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Sql.DisposeAsync();
    }

    private async Task OnServer(string sql)
    {
        await using var server = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }
        );
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Postgres", Database.OfService(connectionString));
        builder.UseSetting("ConnectionStrings:Migrations", connectionString);
        builder.UseSetting("Database:ApplyAtStart", "true");
        builder.UseSetting("DemoData:Seed", "true");
        builder.UseSetting("Ledger:Key", LedgerOf.Key);
        builder.UseSetting("Webhooks:Key", LedgerOf.Key);
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IClock>(Clock));
            foreach (var descriptor in Replaced)
                services.Replace(descriptor);
        });
        builder.ConfigureLogging(logging =>
            logging
                .ClearProviders()
                .AddProvider(Log)
                .AddFilter<LogLines>("Npgsql.Command", LogLevel.Debug)
                .AddFilter<LogLines>("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.Debug)
        );
    }
}
