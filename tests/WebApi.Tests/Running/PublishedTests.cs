using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClinicNotes.WebApi.Tests.Contract;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Running;

/// <summary>The service as it is published, without what nothing refers to, beside the one under test, on one database.</summary>
public sealed partial class PublishedTests(Database database)
{
    private static readonly string Signed = Convert.ToHexStringLower(
        SHA256.HashData(Convert.FromBase64String(Pictures.Signature.Split(',')[1]))
    );

    private const string SessionCookie = "clinicnotes-audit";
    private const string Wrong = "?page=0&from=x&position=0&after=x";

    private static readonly string[] Pages =
    [
        "/audit/sign-in",
        "/audit",
        "/audit/notes/46",
        "/audit/notes/46/compare",
        "/audit/signatures",
        "/audit/subscriptions",
        "/nowhere",
    ];

    [Fact]
    public async Task It_answers_every_read_as_the_service_under_test_does()
    {
        var service = new Service(await database.Make());
        await using var ending = service;
        service.Settings["Webhooks:Deliver"] = "false";
        await service.Start();
        await service.IsReady();
        await using var published = await ServiceProcess.Start(
            service.ConnectionString,
            ("Ledger__Key", LedgerOf.Key),
            ("Webhooks__Key", LedgerOf.Key),
            ("Webhooks__Deliver", "false")
        );
        var paths = await Recorded(published.As("demo-admin"));
        await LedgerOf.Signed(service);

        foreach (var path in paths)
        {
            (string? Token, string Path)[] ways =
            [
                ("demo-admin", path),
                (null, path),
                ("demo-provider", path),
                ("demo-admin", path + Wrong),
            ];
            foreach (var (token, asked) in ways)
            {
                (string, string)[] cookies = [("Cookie", $"{SessionCookie}={token}")];
                var (tested, answered) = (await service.As(token).Get(asked, cookies), await published.As(token).Get(asked, cookies));

                // What has been read meanwhile gets into reports and the log within a second or two.
                for (var again = 0; again < 5 && Said(answered) != Said(tested); again++)
                {
                    await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
                    (tested, answered) = (await service.As(token).Get(asked, cookies), await published.As(token).Get(asked, cookies));
                }

                Said(answered).ShouldBe(Said(tested), asked);
            }
        }
    }

    private static (HttpStatusCode, string?, string?, string) Said(Reply reply) =>
        (reply.Status, reply.ContentHeaders.ContentType?.ToString(), reply.Headers.ETag?.ToString(), OfOneAnswer().Replace(reply.Body, ""));

    [GeneratedRegex("""nonce="[^"]*"|name="form" value="[^"]*"|(Shown to|Request) [^<]*""")]
    private static partial Regex OfOneAnswer();

    /// <summary>Has something of each kind recorded, and gives every address to read at, for what there is.</summary>
    private static async Task<IReadOnlyList<string>> Recorded(Client admin)
    {
        var addendum = await admin.RequestsAnAddendum();
        var answer = $$$"""{"session_note_id":46,"addendum":{"instructions_response":"Done.","signature":"{{{Pictures.Signature}}}"}}""";
        (await admin.Put($"{Client.Addendums}/{addendum}", answer)).ShouldBe(HttpStatusCode.OK);
        var signOff = await admin.RecordsASignOff();
        var webhook = new JsonObject { ["webhook"] = new JsonObject { ["url"] = "https://example.com/events" } };
        var registered = (await admin.Post("/v1/clinic/webhooks", webhook.ToJsonString())).ShouldBe(HttpStatusCode.Created);
        return
        [
            .. OpenApi
                .Calls.Where(call => call is { Method: "GET", Path: not "/v1/clinic/events/stream" })
                .Select(call =>
                    call.Path.Replace("addendums/{id}", $"addendums/{addendum}", StringComparison.Ordinal)
                        .Replace("sign_offs/{id}", $"sign_offs/{signOff}", StringComparison.Ordinal)
                        .Replace("session_notes/{id}", "session_notes/46", StringComparison.Ordinal)
                        .Replace("users/{id}", "users/123", StringComparison.Ordinal)
                        .Replace("webhooks/{id}", $"webhooks/{registered.Json["webhook"]!["id"]}", StringComparison.Ordinal)
                        .Replace("{sha256}", Signed, StringComparison.Ordinal)
                        .Replace("{level}", "0", StringComparison.Ordinal)
                        .Replace("{tile}", "000.p/3", StringComparison.Ordinal)
                        .Replace("{name}", "event.json", StringComparison.Ordinal)
                ),
            .. Pages,
        ];
    }
}
