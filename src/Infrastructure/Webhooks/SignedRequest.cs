using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using StandardWebhooks;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>Requests that say who sends them, as Standard Webhooks 1.0.0 has it (standardwebhooks.com).</summary>
public static class SignedRequest
{
    /// <summary>How secrets begin.</summary>
    public const string SecretPrefix = "whsec_";

    private const int SecretLength = 32;

    /// <summary>A new secret: 256 random bits in base64, after its prefix.</summary>
    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>A POST of an event, signed by each secret: during a rotation, a receiver may know the one or the other.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="id">The event's own id, the same at every delivery.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="body">A CloudEvent in its JSON format.</param>
    /// <param name="secrets">The secrets, each <c>whsec_</c> and base64.</param>
    public static HttpRequestMessage Of(Uri url, string id, Instant at, string body, IEnumerable<string> secrets)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{at.ToUnixTimeSeconds()}");
        request.Headers.Add(
            "webhook-signature",
            string.Join(' ', secrets.Select(secret => new StandardWebhook(secret).Sign(id, at.ToDateTimeOffset(), body)))
        );
        return request;
    }
}
