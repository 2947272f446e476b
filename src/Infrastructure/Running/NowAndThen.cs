using ClinicNotes.Infrastructure.Storage;

namespace ClinicNotes.Infrastructure.Running;

/// <summary>Work that nobody waits for: done once the service is ready, and every ten minutes from then on, whether or not it fails.</summary>
internal static class NowAndThen
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <param name="work">What is done.</param>
    /// <param name="failed">Told when it fails; it is done again all the same.</param>
    /// <param name="warmUp">Says when the service is ready.</param>
    /// <param name="stopping">Cancelled when the service stops.</param>
    public static async Task Do(Func<CancellationToken, Task> work, Action<Exception> failed, WarmUp warmUp, CancellationToken stopping)
    {
        await warmUp.Done.WaitAsync(stopping);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failed(failure);
            }

            await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
