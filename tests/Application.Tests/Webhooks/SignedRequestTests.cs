using ClinicNotes.Infrastructure.Webhooks;
using NodaTime;

namespace ClinicNotes.Application.Tests.Webhooks;

public class SignedRequestTests
{
    private static readonly Uri Url = new("https://hooks.example.com/a");

    // The example of the Standard Webhooks specification, "Webhook metadata".
    [Fact]
    public void The_example_of_the_specification_gets_its_signature()
    {
        using var request = SignedRequest.Of(
            Url,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.FromUnixTimeSeconds(1614265330),
            """{"test": 2432232314}""",
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
        );

        request.Headers.GetValues("webhook-signature").Single().ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        request.Headers.GetValues("webhook-timestamp").Single().ShouldBe("1614265330");
        request.Headers.GetValues("webhook-id").Single().ShouldBe("msg_p5jXN8AQM9LWM0D4loKWxJek");
    }

    [Fact]
    public async Task Each_secret_signs_the_same_bytes()
    {
        var (old, next) = (SignedRequest.NewSecret(), SignedRequest.NewSecret());
        using var request = Signed(old, next);

        Signatures(request).ShouldBe([.. Signatures(Signed(old)), .. Signatures(Signed(next))]);
        (await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("{\"a\":\"é\"}");
        request.Content!.Headers.ContentType!.ToString().ShouldBe("application/cloudevents+json; charset=utf-8");
    }

    [Fact]
    public void A_secret_is_new_each_time_and_as_long_as_the_specification_asks()
    {
        var secret = SignedRequest.NewSecret();

        secret.ShouldStartWith("whsec_");
        Convert.FromBase64String(secret["whsec_".Length..]).Length.ShouldBeInRange(24, 64);
        SignedRequest.NewSecret().ShouldNotBe(secret);
    }

    private static HttpRequestMessage Signed(params string[] secrets) =>
        SignedRequest.Of(Url, "event-1", Instant.FromUtc(2023, 10, 20, 10, 0), "{\"a\":\"é\"}", secrets);

    private static string[] Signatures(HttpRequestMessage request) => request.Headers.GetValues("webhook-signature").Single().Split(' ');
}
