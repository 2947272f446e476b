using ClinicNotes.Application;
using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Retries;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Retries;

/// <summary>Carries out a request that has an <c>Idempotency-Key</c> once, however often it comes, and answers it the same each time.</summary>
internal static class Once
{
    /// <summary>Does a command, or finds what it came to when the same request came before.</summary>
    /// <param name="http">The request.</param>
    /// <param name="command">Makes the command.</param>
    /// <param name="body">The bytes of the request's body.</param>
    /// <param name="location">Where something new can be found, given its id.</param>
    /// <param name="cancellation">Cancelled when the client goes away.</param>
    public static async Task<IResult> Do(
        this HttpContext http,
        Func<ICommand> command,
        ReadOnlyMemory<byte> body,
        Func<long, string>? location,
        CancellationToken cancellation
    )
    {
        var header = http.Request.Headers[IdempotencyKey.Header];
        if (header.Count == 0 || HttpMethods.IsDelete(http.Request.Method))
            return Answer.To(await http.Bus().Command(command(), cancellation), location);
        if (header is not [{ } given] || IdempotencyKey.Parse(given) is not { } key)
            return Answer.Sentence(StatusCodes.Status400BadRequest, Sentences.NoKey);

        var claims = http.RequestServices.GetRequiredService<IClaims>();
        var (claim, why) = await claims.Take(http.ClaimedRequest(key, body.Span), cancellation);
        var outcome = why is { } refusal ? refusal : await Attempt(http, command, claims, claim!, cancellation);
        if (outcome is Outcome.Refused { Why: Refusal.RequestInFlight })
            http.Response.Headers.RetryAfter = "1";
        return Answer.To(outcome, location);
    }

    /// <summary>The secret for a token that the request issues: the same whenever the request comes again.</summary>
    /// <returns><c>null</c> for a new one, when the request has no key.</returns>
    public static string? TokenSecret(this HttpContext http) =>
        http.Features.Get<Claim>() is { } claim ? Application.Access.TokenSecret.Of(http.UserToken(), claim.Id) : null;

    /// <summary>Whether the request was carried out before, and only its answer is asked for.</summary>
    public static bool IsRepeated(this HttpContext http) => http.Features.Get<Claim>()?.Done is not null;

    private static async Task<Outcome> Attempt(
        HttpContext http,
        Func<ICommand> command,
        IClaims claims,
        Claim claim,
        CancellationToken cancellation
    )
    {
        if (claim.Faults is { } known)
            return new Outcome.Invalid(known);

        http.Features.Set(claim);
        Outcome? outcome = null;
        try
        {
            outcome = await http.Bus().InvokeAsync<Outcome>(command(), claim.Under(), cancellation);
            if (outcome is Outcome.Invalid { Faults: var faults })
                await claims.Settle(claim, faults);
            return outcome;
        }
        finally
        {
            if (outcome is null or Outcome.Refused)
                await claims.Release(claim);
        }
    }
}
