using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClinicNotes.WebApi.Tests.Running;

public sealed class TlsTests(Database database)
{
    [Fact]
    public async Task The_service_speaks_TLS_by_itself_with_the_certificate_that_the_settings_name()
    {
        var folder = Directory.CreateTempSubdirectory("tls");
        var (certificate, key) = (Path.Combine(folder.FullName, "tls.crt"), Path.Combine(folder.FullName, "tls.key"));
        using var secret = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var signed = new CertificateRequest("CN=127.0.0.1", secret, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddDays(1));
        await File.WriteAllTextAsync(certificate, signed.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key, secret.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);

        await using var service = await ServiceProcess.Start(
            await database.Make(),
            ("ASPNETCORE_URLS", "https://127.0.0.1:0"),
            ("Kestrel__Certificates__Default__Path", certificate),
            ("Kestrel__Certificates__Default__KeyPath", key)
        );

        service.Line("Now listening on: ").ShouldContain("https://");
        (await service.As("demo-supervisor").Get(Client.Addendums)).ShouldBe(HttpStatusCode.OK);
        folder.Delete(recursive: true);
    }
}
