namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>Waits for what happens when brokers and services come and go, which takes a busy machine its time.</summary>
internal static class Patiently
{
    public static async Task Until(Func<Task<bool>> condition, Func<string> otherwise)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail(otherwise());
            await Task.Delay(20);
        }
    }

    public static Task Until(Func<Task<bool>> condition, string otherwise) => Until(condition, () => otherwise);

    public static Task Until(Func<bool> condition, string otherwise) => Until(() => Task.FromResult(condition()), otherwise);
}
