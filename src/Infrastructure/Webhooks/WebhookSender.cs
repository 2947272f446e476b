using System.Diagnostics;
using System.Net.Http.Headers;
using ClinicNotes.Application.Feed;
using ClinicNotes.Domain.Webhooks;
using NodaTime;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>Sends events to webhooks, one at a time, and says what came of it. It takes no redirect and reads no answer.</summary>
internal sealed class WebhookSender(
    TargetConnections connections,
    AllowedTargets allowed,
    WebhookSecrets secrets,
    CommandsFirst commandsFirst,
    IClock clock
) : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(connections.Handler()) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<Attempt> Send(long clinicId, Webhook webhook, PublicEvent e, CancellationToken cancellation)
    {
        await commandsFirst.Pass(cancellation);
        var at = clock.GetCurrentInstant();
        var took = Stopwatch.StartNew();
        var signing = await secrets.Read(clinicId, webhook.SecretsAt(at), cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestAnswer);
        try
        {
            // The exceptions may have changed since it was registered.
            if (WebhookTarget.FaultOf(webhook.Url, allowed) is { } fault)
                return Failed($"The address {fault}.");

            using var request = SignedRequest.Of(new Uri(webhook.Url), e.Id, at, PublicEventText.Of(e), signing);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)answer.StatusCode;
            return answer.IsSuccessStatusCode
                ? new Attempt(e.Id, at, took.ElapsedMilliseconds, status, Error: null, RetryAfter: null)
                : Failed($"The address answered {status}.", status, RetryAfter(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Failed($"The address did not answer within {LongestAnswer.TotalSeconds:0} seconds.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed($"The address could not be reached within {TargetConnections.LongestConnecting.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException failure)
        {
            return Failed(Sentence(failure));
        }

        Attempt Failed(string error, int? status = null, Duration? retryAfter = null) =>
            new(e.Id, at, took.ElapsedMilliseconds, status, error, retryAfter);
    }

    private static string Sentence(HttpRequestException failure) =>
        failure switch
        {
            { InnerException: TargetRefusedException refused } => refused.Message,
            { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                "The address has no certificate that is trusted, or speaks no TLS.",
            { HttpRequestError: HttpRequestError.Unknown or HttpRequestError.ResponseEnded } => "The address broke the connection off.",
            _ => $"The address could not be reached: {failure.HttpRequestError}.",
        };

    public void Dispose() => _http.Dispose();

    private Duration? RetryAfter(RetryConditionHeaderValue? asked) =>
        asked switch
        {
            { Delta: { } delta } => Duration.FromTimeSpan(delta),
            { Date: { } date } => Instant.FromDateTimeOffset(date) - clock.GetCurrentInstant(),
            _ => null,
        };
}
