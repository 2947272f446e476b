using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Whether every event is in a ledger, as far as the keeper has come. There is no way for one not to be, but past the service.</summary>
internal sealed class SurveyCondition : IHealthCheck
{
    private const int Named = 10;

    private volatile string? _sentence;

    /// <summary>Notes which events, by their numbers, are in no ledger although the keeper has passed them.</summary>
    public void Lacks(IReadOnlyCollection<long> numbers) => _sentence = numbers.Count == 0 ? null : Sentence([.. numbers.Order()]);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_sentence is { } sentence ? HealthCheckResult.Degraded(sentence) : HealthCheckResult.Healthy());

    private static string Sentence(long[] numbers)
    {
        var named = string.Join(", ", numbers.Take(Named).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        var others = numbers.Length > Named ? ", …" : "";
        return numbers is [var only]
            ? string.Create(CultureInfo.InvariantCulture, $"1 event has been passed over and is in no ledger: number {only}.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{numbers.Length} events have been passed over and are in no ledger: numbers {named}{others}."
            );
    }
}
