// Receives the events of a webhook: verifies who sent each, takes each once, and prints it.
//
//     WEBHOOK_SECRET=whsec_… dotnet run --project samples/WebhookReceiver --urls http://127.0.0.1:9000
//     ./clinicnotes webhooks register --clinic 1 --url http://127.0.0.1:9000/clinicnotes
//
// The second prints the secret; the service needs Webhooks__AllowedTargets=127.0.0.1:9000 to send to a developer's own machine.
using System.Text.Json.Nodes;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

var webhook = new StandardWebhook(Environment.GetEnvironmentVariable("WEBHOOK_SECRET")!);

// A real receiver notes the id in the transaction in which it does what the event asks for, so that neither happens without the other.
var seen = new HashSet<string>();

var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapPost("/clinicnotes", Receive);
app.Run();

async Task<IResult> Receive(HttpRequest request)
{
    using var reader = new StreamReader(request.Body);
    var body = await reader.ReadToEndAsync();
    try
    {
        // Of the bytes as they came, before anything reads them; it refuses what was sent more than five minutes ago.
        webhook.Verify(body, request.Headers);
    }
    catch (WebhookVerificationException)
    {
        return Results.Unauthorized();
    }

    var e = JsonNode.Parse(body)!;
    if (seen.Add((string)e["id"]!))
        Console.WriteLine($"{e["sequence"]} {e["type"]} {e["subject"]}");
    return Results.NoContent();
}
