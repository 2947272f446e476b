using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Webhooks;

namespace ClinicNotes.Application.Tests.Webhooks;

/// <summary>Connections to a listener on loopback, by names that stand for whatever the test says.</summary>
public sealed class TargetConnectionsTests : IDisposable
{
    /// <summary>Of a block that was given back to IANA (RFC 3701): public, and nobody's.</summary>
    private static readonly IPAddress Public = IPAddress.Parse("3ffe::1");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;

    public TargetConnectionsTests()
    {
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::127.0.0.1")]
    public async Task A_public_name_that_stands_for_an_inner_address_is_not_connected_to(string address)
    {
        var refused = await Should.ThrowAsync<HttpRequestException>(Get(AllowedTargets.None, address));

        refused.InnerException.ShouldBeOfType<TargetRefusedException>();
        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_stood_for_a_public_address_and_comes_to_stand_for_an_inner_one_is_not_connected_to()
    {
        var address = Public;
        using var client = Client(AllowedTargets.None, (_, _) => Task.FromResult<IPAddress[]>([address]));
        (await Failure(client)).ShouldNotBeOfType<TargetRefusedException>();

        address = IPAddress.Loopback;

        (await Failure(client)).ShouldBeOfType<TargetRefusedException>();
        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Of_the_addresses_of_a_name_the_inner_ones_are_not_connected_to()
    {
        using var client = Client(AllowedTargets.None, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, Public]));

        (await Failure(client)).ShouldNotBeOfType<TargetRefusedException>();
        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task An_exception_is_connected_to()
    {
        var answered = Answer("HTTP/1.1 204 No Content\r\n\r\n");

        (await Get(Exception, "127.0.0.1")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await answered;
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        var answered = Answer("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");

        (await Get(Exception, "127.0.0.1")).StatusCode.ShouldBe(HttpStatusCode.Found);
        await answered;
    }

    [Fact]
    public async Task By_TLS_the_name_is_what_is_asked_for_and_what_the_certificate_must_be_of()
    {
        using var certificate = Certificate("hooks.example.com");
        var asked = Serve(certificate);
        using var client = Trusting(certificate);

        (await client.GetAsync(SecureUrl, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await asked).ShouldBe("hooks.example.com");
    }

    [Fact]
    public async Task Nothing_is_sent_to_whose_certificate_is_of_another_name()
    {
        using var certificate = Certificate("other.example.com");
        var asked = Serve(certificate);
        using var client = Trusting(certificate);

        (
            await Should.ThrowAsync<HttpRequestException>(client.GetAsync(SecureUrl, TestContext.Current.CancellationToken))
        ).HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);

        (await asked).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_sent_to_whose_certificate_nobody_trusts()
    {
        using var certificate = Certificate("hooks.example.com");
        var asked = Serve(certificate);
        using var client = Client(Exception, ToLoopback);

        (
            await Should.ThrowAsync<HttpRequestException>(client.GetAsync(SecureUrl, TestContext.Current.CancellationToken))
        ).HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);

        (await asked).ShouldBeNull();
    }

    public void Dispose() => _listener.Dispose();

    private static Resolve ToLoopback => (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    private AllowedTargets Exception => AllowedTargets.Parse($"hooks.example.com:{_port}")!;

    private string SecureUrl => $"https://hooks.example.com:{_port}/";

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private HttpClient Trusting(X509Certificate2 certificate)
    {
        var handler = new TargetConnections(Exception, ToLoopback).Handler();
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
    }

    /// <summary>Answers one request by TLS; gives the name that it was asked for by, <c>null</c> where no request came.</summary>
    private async Task<string?> Serve(X509Certificate2 certificate)
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var secure = new SslStream(client.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
            return await Answer(secure, "HTTP/1.1 204 No Content\r\n\r\n") ? secure.TargetHostName : null;
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return null;
        }
    }

    private string Url => $"http://hooks.example.com:{_port}/";

    private async Task<HttpResponseMessage> Get(AllowedTargets allowed, string address)
    {
        using var client = Client(allowed, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));
        return await client.GetAsync(Url, TestContext.Current.CancellationToken);
    }

    /// <summary>Why a connection did not come to be.</summary>
    private async Task<Exception?> Failure(HttpClient client)
    {
        try
        {
            await client.GetAsync(Url, TestContext.Current.CancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return failure.InnerException;
        }
    }

    private static HttpClient Client(AllowedTargets allowed, Resolve resolve) =>
        new(new TargetConnections(allowed, resolve).Handler()) { Timeout = TimeSpan.FromSeconds(10) };

    private async Task Answer(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await Answer(client.GetStream(), answer);
    }

    /// <summary>Answers a request, if one comes.</summary>
    private static async Task<bool> Answer(Stream stream, string answer)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is null)
            return false;

        while (line is { Length: > 0 })
            line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        return true;
    }
}
